/** Distributed background tasks on Redis streams. */
module dev.docket {
  requires transitive io.opentelemetry.api;
  requires transitive org.slf4j;
  requires static transitive org.jspecify;
  requires static info.picocli;
  requires static io.opentelemetry.exporter.prometheus;
  requires static io.opentelemetry.sdk.metrics;
  requires static java.logging;
  requires static jdk.httpserver;
  requires com.cronutils;
  requires com.fasterxml.jackson.annotation;
  requires io.netty.buffer;
  requires io.netty.common;
  requires io.netty.transport;
  requires io.opentelemetry.context;
  requires lettuce.core;
  requires tools.jackson.core;
  requires tools.jackson.databind;

  exports dev.docket;
  exports dev.docket.behavior;
  exports dev.docket.cli;
  exports dev.docket.local;
  exports dev.docket.operations;
  exports dev.docket.tasks;

  opens dev.docket.cli to
      info.picocli;

  uses dev.docket.cli.CommandProvider;
}
