package dev.docket.junit.figures;

import dev.docket.Docket;
import dev.docket.Worker;
import dev.docket.junit.DocketExtension;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** 1000 small tests at the same time. */
@ExtendWith({TimedSample.Stopwatch.class, DocketExtension.class})
class ParallelSample extends TimedSample {

  @RepeatedTest(1000)
  void runs_a_task(Docket docket, Worker worker, RepetitionInfo repetition) {
    addAndRun(docket, worker, repetition.getCurrentRepetition());
  }
}
