package dev.docket.junit.figures;

import dev.docket.Docket;
import dev.docket.Worker;
import dev.docket.junit.DocketExtension;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** 500 small tests, one after the other. */
@ExtendWith({TimedSample.Stopwatch.class, DocketExtension.class})
class EachSample extends TimedSample {

  @RepeatedTest(500)
  void runs_a_task(Docket docket, Worker worker, RepetitionInfo repetition) {
    addAndRun(docket, worker, repetition.getCurrentRepetition());
  }
}
