// SPDX-License-Identifier: Apache-2.0
package org.nnlang.cluster.spark;

import static java.util.stream.Collectors.toSet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master$;
import org.apache.spark.deploy.worker.Worker$;
import org.apache.spark.rpc.RpcEnv;
import scala.Option;
import scala.Tuple3;

/**
 * A master and workers in this process, whose executors are processes of their own: what Spark
 * starts for {@code local-cluster[…]}, but on the loopback address alone and with a folder of its
 * own, not in that of the user.
 */
final class LocalCluster implements AutoCloseable {
  static final String LOOPBACK = "127.0.0.1";

  /** How long executors may take to end by themselves. */
  private static final long PATIENCE_SECONDS = 10;

  /** A worker tells its master of each executor that has ended. */
  private static final long TOLD_MILLIS = 300;

  private final Set<Long> childrenBefore = children().map(ProcessHandle::pid).collect(toSet());
  private final List<RpcEnv> parts = new ArrayList<>();
  private final String address;

  LocalCluster(org.nnlang.cluster.spark.Master wanted, Path folder) {
    SparkConf conf = new Loopback();
    conf.set("spark.master.rest.enabled", "false");
    conf.set("spark.shuffle.service.enabled", "false");
    Tuple3<RpcEnv, Object, Option<Object>> master =
        Master$.MODULE$.startRpcEnvAndEndpoint(LOOPBACK, 0, 0, conf);
    parts.add(master._1());
    address = "spark://" + LOOPBACK + ":" + master._1().address().port();
    for (int i = 1; i <= wanted.workers(); i++) {
      parts.add(
          Worker$.MODULE$.startRpcEnvAndEndpoint(
              LOOPBACK,
              0,
              0,
              wanted.cores(),
              wanted.megabytes(),
              new String[] {address},
              folder.toString(),
              Option.apply(i),
              conf,
              Option.empty()));
    }
  }

  /** Where its master is asked. */
  String address() {
    return address;
  }

  /** Executors first, then workers: these would look for a master. */
  @Override
  public void close() {
    awaitExecutors();
    for (RpcEnv part : parts.reversed()) {
      part.shutdown();
    }
    parts.forEach(RpcEnv::awaitTermination);
  }

  /** Called when there is nothing left to do for them: they end by themselves, or are ended. */
  private void awaitExecutors() {
    List<ProcessHandle> executors =
        children().filter(p -> !childrenBefore.contains(p.pid())).toList();
    CompletableFuture<?>[] ends =
        executors.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      Thread.sleep(TOLD_MILLIS);
    } catch (TimeoutException | ExecutionException e) {
      executors.forEach(ProcessHandle::destroyForcibly);
    } catch (InterruptedException e) {
      executors.forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }

  private static Stream<ProcessHandle> children() {
    return ProcessHandle.current().children();
  }

  /** Web pages listen where this variable says, and everywhere without it. */
  private static final class Loopback extends SparkConf {
    private static final long serialVersionUID = 1;

    @Override
    public String getenv(String name) {
      return name.equals("SPARK_LOCAL_IP") ? LOOPBACK : super.getenv(name);
    }
  }
}
