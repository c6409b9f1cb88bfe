package dev.docket.behavior;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a task a stable name. Without it the name is the simple name of the record, and renaming
 * the record strands what is on the docket.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface TaskName {

  /**
   * The name.
   *
   * @return the name, not empty
   */
  String value();

  /**
   * Older names under which executions may still be on the docket; they are run by this task.
   *
   * @return the names, none by default
   */
  String[] aliases() default {};
}
