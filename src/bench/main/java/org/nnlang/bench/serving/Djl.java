// SPDX-License-Identifier: Apache-2.0
package org.nnlang.bench.serving;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.nio.file.Path;

/** DJL with PyTorch on the same net as TorchScript, a predictor for each thread. */
final class Djl implements Served {
  private static final class Rows implements Translator<Object, float[][]> {
    @Override
    public NDList processInput(TranslatorContext context, Object input) {
      if (input instanceof long[][] tokens) {
        return new NDList(context.getNDManager().create(tokens[0]).expandDims(0));
      }
      return new NDList(context.getNDManager().create((float[][]) input));
    }

    /** The last axis is that of the numbers of a row. */
    @Override
    public float[][] processOutput(TranslatorContext context, NDList list) {
      NDArray y = list.singletonOrThrow();
      int width = (int) y.getShape().get(y.getShape().dimension() - 1);
      float[] all = y.toFloatArray();
      float[][] out = new float[all.length / width][width];
      for (int i = 0; i < out.length; i++) {
        System.arraycopy(all, i * width, out[i], 0, width);
      }
      return out;
    }

    /** The rows are a batch already. */
    @Override
    public Batchifier getBatchifier() {
      return null;
    }
  }

  private final ZooModel<Object, float[][]> model;

  Djl(Path folder, String name) throws Exception {
    model =
        Criteria.builder()
            .setTypes(Object.class, float[][].class)
            .optModelPath(folder.resolve(name + ".pt"))
            .optEngine("PyTorch")
            .optTranslator(new Rows())
            .build()
            .loadModel();
  }

  @Override
  public Asker asker() {
    Predictor<Object, float[][]> predictor = model.newPredictor();
    return predictor::predict;
  }

  @Override
  public void close() {
    model.close();
  }
}
