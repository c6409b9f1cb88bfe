package dev.docket.operations;

/**
 * Why an execution failed, or why its latest attempt did.
 *
 * @param errorType the class of the exception; empty when none was thrown
 * @param message its message; empty when it had none
 * @param stackTrace its stack trace; empty when none was thrown
 */
public record FailureDetails(String errorType, String message, String stackTrace) {}
