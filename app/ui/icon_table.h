// The strokes of every icon on a 24 grid, in a small language of paths. Data only; icons.cpp reads it.
//   M x y   start a path      L x y  line        C x y x y x y  cubic curve    Z  close
//   O x y r circle            E x y rx ry ellipse   A x y r from to  arc (radians)   Q x y w h r  rounded rectangle
//   S k     stroke the path, k times the stroke width      F  fill the path (convex)
//   D x y r filled disc       R x y w h r  filled rounded rectangle
#pragma once

namespace app::ui {

struct IconText {
  const char* name;
  const char* path;
};

inline constexpr IconText icon_texts[] = {
    // Actions
    {"undo", "M 9 6 L 4.5 10.5 L 9 15 S 1 M 4.5 10.5 L 14.5 10.5 C 22 10.5 22 19 14.5 19 L 11 19 S 1"},
    {"redo", "M 15 6 L 19.5 10.5 L 15 15 S 1 M 19.5 10.5 L 9.5 10.5 C 2 10.5 2 19 9.5 19 L 13 19 S 1"},
    {"reset", "A 12.4 13 7.2 -1.75 3.5 S 1 M 4.6 5.6 L 11.6 1.4 L 11.8 9.6 F"},
    {"play", "M 7 4.5 L 20 12 L 7 19.5 F"},
    {"pause", "R 6 5 4 14 1 R 14 5 4 14 1"},
    {"stop", "R 6 6 12 12 1.5"},
    {"step_batch", "M 5 5.5 L 15 12 L 5 18.5 F R 16.5 5.5 2.5 13 1"},
    {"step_epoch", "M 3 6 L 11 12 L 3 18 F M 10.5 6 L 18.5 12 L 10.5 18 F R 19 6 2.4 12 1"},
    {"speed", "A 12 14 8.2 3.14159 6.28319 S 1 M 12 14 L 16 8.6 S 1 D 12 14 1.8"},
    {"plus", "M 12 5 L 12 19 S 1 M 5 12 L 19 12 S 1"},
    {"minus", "M 5 12 L 19 12 S 1"},
    {"check", "M 5 12.5 L 10 17.5 L 19.5 7 S 1"},
    {"cross", "M 6 6 L 18 18 S 1 M 18 6 L 6 18 S 1"},
    {"down", "M 6.5 9.5 L 12 15 L 17.5 9.5 S 1"},
    {"up", "M 6.5 14.5 L 12 9 L 17.5 14.5 S 1"},
    {"right", "M 9.5 6 L 15.5 12 L 9.5 18 S 1"},
    {"left", "M 14.5 6 L 8.5 12 L 14.5 18 S 1"},
    {"fit", "M 4 9 L 4 4 L 9 4 S 1 M 15 4 L 20 4 L 20 9 S 1 M 20 15 L 20 20 L 15 20 S 1 M 9 20 L 4 20 L 4 15 S 1"},
    {"trash", "M 4 7 L 20 7 S 1 M 6.5 7 L 7.5 20 L 16.5 20 L 17.5 7 S 1 M 9 7 L 9 4 L 15 4 L 15 7 S 1"},
    {"copy", "Q 8.5 8.5 11 11 2 S 1 M 5 15.5 L 5 6.5 C 5 5 5 5 6.5 5 L 15.5 5 S 1"},
    {"grid", "Q 4 4 6.5 6.5 1.5 S 1 Q 13.5 4 6.5 6.5 1.5 S 1 Q 4 13.5 6.5 6.5 1.5 S 1 Q 13.5 13.5 6.5 6.5 1.5 S 1"},
    {"pencil", "M 5 19 L 6.2 14.6 L 16 4.8 L 19.2 8 L 9.4 17.8 Z S 1"},
    {"eraser", "M 4 15 L 13 6 L 19 12 L 12 19 L 8 19 Z S 1 M 8.5 10.5 L 14.5 16.5 S 1"},
    {"spray_soft",
     "D 12 12 2.1 D 15.4 10.6 1.7 D 10.4 8.7 1.7 D 9 13.6 1.7 D 13.6 15.4 1.7 D 18.6 14.2 1.3 D 16.4 6.6 1.2 "
     "D 6.4 8.6 1.2 D 8.4 17.8 1.2 D 14.6 19.6 1 D 20.6 9 1 D 4.2 13.8 1 D 11 4.2 1"},
    {"spray_even",
     "D 12 12 1.5 D 17 12 1.5 D 14.5 16.3 1.5 D 9.5 16.3 1.5 D 7 12 1.5 D 9.5 7.7 1.5 D 14.5 7.7 1.5 "
     "D 20.4 8.4 1.2 D 20.4 15.6 1.2 D 12 20.6 1.2 D 3.6 15.6 1.2 D 3.6 8.4 1.2 D 12 3.4 1.2"},
    {"search", "O 10.5 10.5 6 S 1 M 15 15 L 20 20 S 1"},
    {"link",
     "M 10 14 L 14 10 S 1 M 8 11 L 6 13 C 2 17 7 22 11 18 L 13 16 S 1 "
     "M 16 13 L 18 11 C 22 7 17 2 13 6 L 11 8 S 1"},
    {"open",
     "M 3.5 18.5 L 3.5 5.5 L 9 5.5 L 11.2 8 L 19 8 L 19 11 S 1 M 3.5 18.5 L 6.8 11 L 21.5 11 L 18.4 18.5 Z S 1"},
    {"save", "M 12 4 L 12 14 S 1 M 7.5 10 L 12 14.5 L 16.5 10 S 1 M 4.5 15.5 L 4.5 19.5 L 19.5 19.5 L 19.5 15.5 S 1"},
    {"lock", "Q 5.5 10.5 13 9.5 2 S 1 M 8.5 10.5 L 8.5 8 C 8.5 3.2 15.5 3.2 15.5 8 L 15.5 10.5 S 1"},
    {"grip", "D 9 7 1.5 D 15 7 1.5 D 9 12 1.5 D 15 12 1.5 D 9 17 1.5 D 15 17 1.5"},
    {"more", "D 5.5 12 1.7 D 12 12 1.7 D 18.5 12 1.7"},
    // Things
    {"sun",
     "O 12 12 4 S 1 M 19 12 L 21.3 12 S 1 M 16.95 16.95 L 18.58 18.58 S 1 M 12 19 L 12 21.3 S 1 "
     "M 7.05 16.95 L 5.42 18.58 S 1 M 5 12 L 2.7 12 S 1 M 7.05 7.05 L 5.42 5.42 S 1 M 12 5 L 12 2.7 S 1 "
     "M 16.95 7.05 L 18.58 5.42 S 1"},
    {"moon", "M 19 14.2 C 13 16.5 8 11.5 10.2 5 C 3 7.2 3 19 12 19.6 C 15.4 19.6 17.8 17.4 19 14.2 S 1"},
    {"projector", "Q 3 4.5 18 11.5 2 S 1 M 12 16 L 12 19.5 S 1 M 8 20 L 16 20 S 1"},
    {"help", "M 8.4 9 C 8.4 3.6 15.9 4 15.6 8.8 C 15.4 11.4 12 11.6 12 15 S 1 D 12 19 1.5"},
    {"info", "O 12 12 8.5 S 1 M 12 11 L 12 16.5 S 1 D 12 7.6 1.3"},
    {"ban", "O 12 12 8 S 1 M 6.5 6.5 L 17.5 17.5 S 1"},
    {"warn", "M 12 4 L 21.5 20 L 2.5 20 Z S 1 M 12 10 L 12 14.5 S 1 D 12 17.3 1.2"},
    {"pulse", "M 2.5 13 L 7 13 L 10 5.5 L 14 19 L 16.6 13 L 21.5 13 S 1"},
    {"clock", "O 12 12 8.5 S 1 M 12 7 L 12 12.4 L 15.8 14.4 S 1"},
    {"data",
     "E 12 6 7.5 2.8 S 1 M 4.5 6 L 4.5 18 C 5 21.8 19 21.8 19.5 18 L 19.5 6 S 1 "
     "M 4.5 12 C 5 15.8 19 15.8 19.5 12 S 1"},
    {"layers",
     "M 12 4 L 20.5 8.5 L 12 13 L 3.5 8.5 Z S 1 M 3.5 12.5 L 12 17 L 20.5 12.5 S 1 "
     "M 3.5 16.3 L 12 20.8 L 20.5 16.3 S 1"},
    {"target", "O 12 12 8.5 S 1 O 12 12 4.4 S 1 D 12 12 1.6"},
    {"net",
     "D 5 7 2.1 D 5 17 2.1 D 13 4 2.1 D 13 12 2.1 D 13 20 2.1 D 20 12 2.1 M 5 7 L 13 4 S .6 M 5 7 L 13 12 S .6 "
     "M 5 17 L 13 12 S .6 M 5 17 L 13 20 S .6 M 13 4 L 20 12 S .6 M 13 12 L 20 12 S .6 M 13 20 L 20 12 S .6"},
    {"surface", "Q 4 4 16 16 2 S 1 M 4 15 C 10 15 9 8 20 8 S 1"},
    {"settings", "M 4 7 L 20 7 S 1 M 4 17 L 20 17 S 1 O 15 7 2.8 S 1 O 9 17 2.8 S 1"},
    {"dice", "Q 4 4 16 16 3 S 1 D 8.5 8.5 1.5 D 15.5 8.5 1.5 D 12 12 1.5 D 8.5 15.5 1.5 D 15.5 15.5 1.5"},
    {"eye", "M 2.5 12 C 7 4.5 17 4.5 21.5 12 C 17 19.5 7 19.5 2.5 12 S 1 O 12 12 3 S 1"},
    {"pin",
     "M 9 3.5 L 15 3.5 S 1 M 10 3.5 L 9.5 10.5 L 6.5 14 L 17.5 14 L 14.5 10.5 L 14 3.5 S 1 M 12 14 L 12 20.5 S 1"},
    {"flag", "M 6 21 L 6 4 S 1 M 6 4 L 19 8 L 6 13 F"},
    {"text", "M 4 6 L 20 6 S 1 M 4 12 L 20 12 S 1 M 4 18 L 14 18 S 1"},
    // Layers
    {"input", "M 3 12 L 14 12 S 1 M 11 7.5 L 17 12 L 11 16.5 F M 20 4 L 20 20 S 1"},
    {"output", "M 4 4 L 4 20 S 1 M 7 12 L 17 12 S 1 M 14.5 7.5 L 20.8 12 L 14.5 16.5 F"},
    {"dense",
     "M 5 6 L 19 6 S .7 M 5 6 L 19 18 S .7 M 5 18 L 19 6 S .7 M 5 18 L 19 18 S .7 "
     "D 5 6 2.8 D 5 18 2.8 D 19 6 2.8 D 19 18 2.8"},
    {"activation", "M 3 20 L 21 20 S .45 M 3 18.5 C 14 18.5 10 5 21 5 S 1.15"},
    {"flatten",
     "Q 4 5 4.6 4.6 .8 S .8 Q 4 10 4.6 4.6 .8 S .8 Q 4 15 4.6 4.6 .8 S .8 M 11 12 L 14 12 S 1 "
     "R 17 3 3.6 3.6 .6 R 17 7.6 3.6 3.6 .6 R 17 12.2 3.6 3.6 .6 R 17 16.8 3.6 3.6 .6"},
    {"reshape", "Q 3 8 8 8 1 S 1 Q 15 3 5 18 1 S 1"},
    {"conv",
     "R 3 3 5.2 5.2 .8 R 9 3 5.2 5.2 .8 R 3 9 5.2 5.2 .8 R 9 9 5.2 5.2 .8 Q 15.4 3.4 4.4 4.4 .8 S .6 "
     "Q 15.4 9.4 4.4 4.4 .8 S .6 Q 3.4 15.4 4.4 4.4 .8 S .6 Q 9.4 15.4 4.4 4.4 .8 S .6 "
     "Q 15.4 15.4 4.4 4.4 .8 S .6"},
    {"pool", "Q 3 3 12 12 1 S .8 M 9 3 L 9 15 S .6 M 3 9 L 15 9 S .6 R 16 16 5.4 5.4 .8"},
    {"embedding", "Q 3 3.5 18 17 1.6 S .9 R 3 9.2 18 5.6 .4 M 9 3.5 L 9 20.5 S .6 M 15 3.5 L 15 20.5 S .6"},
    {"position", "M 2.5 12 C 5.5 2 8.5 2 12 12 C 15.5 22 18.5 22 21.5 12 S 1"},
    {"rnn", "O 12 17 4.2 S 1 M 8.4 14.6 C -1.5 1 25.5 1 15.8 13.6 S 1 M 13.6 15.6 L 14.6 9.4 L 19.4 12.6 F"},
    {"lstm", "M 2 6 L 22 6 S 1.2 O 12 15.5 4.6 S 1 M 12 6 L 12 11 S 1 D 7 6 2 D 17 6 2"},
    {"gru", "O 12 14.5 5 S 1 M 3 14.5 L 7 14.5 S 1 M 17 14.5 L 21 14.5 S 1 M 5 14.5 C 5 3 19 3 19 14.5 S .8"},
    {"crf",
     "O 4.5 7 2.3 S 1 O 4.5 17 2.3 S 1 D 12 7 2.3 O 12 17 2.3 S 1 O 19.5 7 2.3 S 1 D 19.5 17 2.3 "
     "M 4.5 17 L 12 7 L 19.5 17 S 1 M 6.8 7 L 9.7 7 S .6 M 6.4 8.4 L 10.2 15.4 S .6"},
    {"attention", "D 4 18 2.3 D 12 18 2.3 D 20 18 2.3 M 4 15 C 4 2 20 2 20 15 S 1.1 M 4 15 C 4 9 12 9 12 15 S .6"},
    {"dropout", "D 6 6 2.6 D 18 18 2.6 D 6 18 2.6 O 18 6 2.4 S .7 M 15.4 3.4 L 20.6 8.6 S .9"},
    {"batchnorm", "M 2.5 19 C 9 19 8.5 5 12 5 C 15.5 5 15 19 21.5 19 S 1 M 12 9 L 12 19 S .6"},
    {"layernorm", "R 3 4.5 18 3.4 1 R 6 10.3 12 3.4 1 R 9 16.1 6 3.4 1"},
    {"conv1d",
     "R 2 9 5 6 .8 R 8 9 5 6 .8 R 14 9 5 6 .8 Q 20 9.4 2.4 5.2 .6 S .6 M 2 19 L 19 19 S .8 M 2 19 L 2 17.4 S .8 "
     "M 19 19 L 19 17.4 S .8"},
    {"conv_transpose2d",
     "R 3 3 5.2 5.2 .8 M 9.5 9.5 L 12.4 12.4 S 1 M 14.5 14.5 L 9.6 13.4 L 13.4 9.6 F Q 9 15.4 5.4 5.4 .8 S .7 "
     "Q 15.4 9 5.4 5.4 .8 S .7 R 15.4 15.4 5.4 5.4 .8"},
    {"avg_pool", "Q 3 3 12 12 1 S .8 M 9 3 L 9 15 S .6 M 3 9 L 15 9 S .6 Q 16.4 16.4 4.6 4.6 .8 S 1"},
    {"global_pool", "Q 3 3 14 14 1.4 S .8 M 7 7 L 12 12 S 1 M 13.6 13.6 L 8.6 12.4 L 12.4 8.6 F R 16 16 5.4 5.4 .8"},
    {"upsample",
     "R 3 16 5 5 .8 M 8.5 15.5 L 12 12 S 1 M 14 10 L 9 11.2 L 12.8 15 F Q 12 3 9 9 1 S .9 M 16.5 3 L 16.5 12 S .6 M 12 "
     "7.5 L 21 7.5 S .6"},
    {"groupnorm",
     "R 3 4.5 8 3.4 1 R 13 4.5 8 3.4 1 R 4.5 10.3 5 3.4 1 R 14.5 10.3 5 3.4 1 R 5.8 16.1 2.4 3.4 1 R 15.8 16.1 2.4 3.4 "
     "1"},
    {"mask", "R 3 9 4 6 .8 R 8.5 9 4 6 .8 Q 14 9.4 3.4 5.2 .8 S .7 Q 19 9.4 3.4 5.2 .8 S .7 M 13.4 18 L 22.6 6 S .8"},
    {"cross_attention",
     "D 4 19 2.2 D 12 19 2.2 D 20 19 2.2 O 6 5 2 S .8 O 18 5 2 S .8 M 5.6 7.4 L 4.4 16.4 S .8 M 7.6 6.8 L 18.4 17 S .8 "
     "M 17.6 7.4 L 12.8 16.6 S .8"},
    {"multiply", "O 12 12 8 S 1 M 8.8 8.8 L 15.2 15.2 S 1 M 15.2 8.8 L 8.8 15.2 S 1"},
    {"split", "R 4 4 16 6 1.2 Q 4 14 6.4 6 1.2 S 1 Q 13.6 14 6.4 6 1.2 S 1 M 12 10 L 12 13 S .8"},
    {"slice", "Q 3 9 18 6 1.2 S .9 R 8.5 9 6 6 .4 M 8.5 5 L 8.5 19 S .8 M 14.5 5 L 14.5 19 S .8"},
    {"transpose", "Q 3 3 7 12 1 S .9 Q 9 14 12 7 1 S .9 M 14 4 C 19 4 20 6 20 10 S 1 M 20 13 L 17.6 8.6 L 22.4 8.6 F"},
    {"mean_over_time",
     "R 3 12 2.6 8 .8 R 7 8 2.6 12 .8 R 11 14 2.6 6 .8 R 15 6 2.6 14 .8 R 19 11 2.6 9 .8 M 2 12.4 L 22 12.4 S .8"},
    {"max_over_time",
     "R 3 12 2.6 8 .8 R 7 9 2.6 11 .8 R 11 14 2.6 6 .8 R 15 6 2.6 14 .8 R 19 11 2.6 9 .8 M 2 4.4 L 22 4.4 S .8"},
    {"block",
     "Q 3 3 18 18 3 S .9 D 8 8 1.9 D 16 8 1.9 D 8 16 1.9 D 16 16 1.9 M 8 8 L 16 8 S .7 M 16 8 L 8 16 S .7 M 8 16 L 16 "
     "16 S .7"},
    {"add", "O 12 12 8 S 1 M 12 7.5 L 12 16.5 S 1 M 7.5 12 L 16.5 12 S 1"},
    {"concat", "Q 4 3.5 16 7 1.4 S 1 R 4 13.5 16 7 1.4"},
    {"multiply", "O 12 12 8 S 1 M 8.8 8.8 L 15.2 15.2 S 1 M 15.2 8.8 L 8.8 15.2 S 1"},
    {"slice", "Q 3 8 18 8 1.2 S .7 R 9 8 6 8 .4 M 9 4 L 9 20 S .8 M 15 4 L 15 20 S .8"},
    {"split", "Q 3 8 7.5 8 1.2 S 1 R 13.5 8 7.5 8 1.2 M 12 3.5 L 12 20.5 S .6"},
    {"transpose",
     "Q 3 3 10 4.6 1 S 1 Q 3 11 4.6 10 1 S 1 M 16 6 C 20 6 20 12 20 16 S .9 M 17 14.5 L 20 19 L 23 14.5 F"},
    {"mean_over_time", "M 3 20 L 21 20 S .45 D 5 9 1.7 D 10 16 1.7 D 14.5 7 1.7 D 19 14 1.7 M 3 11.5 L 21 11.5 S 1"},
    {"max_over_time", "M 3 20 L 21 20 S .45 D 5 13 1.7 D 10 16 1.7 D 14.5 6 2.6 D 19 14 1.7 M 3 6 L 10 6 S .8"},
};

// Other names for the same drawing: ids of the engine's catalogs, and what the design calls them.
inline constexpr struct {
  const char *name, *same_as;
} icon_aliases[] = {
    {"conv2d", "conv"},
    {"max_pool2d", "pool"},
    {"avg_pool2d", "avg_pool"},
    {"avg_pool1d", "avg_pool"},
    {"max_pool1d", "pool"},
    {"adaptive_avg_pool2d", "global_pool"},
    {"adaptive_max_pool2d", "global_pool"},
    {"adaptive_pool2d", "global_pool"},
    {"group_norm", "groupnorm"},
    {"masking", "mask"},
    {"positional_encoding", "position"},
    {"concatenate", "concat"},
    {"mean", "mean_over_time"},
    {"max", "max_over_time"},
    {"mean_over_space", "mean_over_time"},
    {"max_over_space", "max_over_time"},
    {"scaled_dot_product", "attention"},
    {"pooling", "pool"},
    {"positional", "position"},
    {"position_encoding", "position"},
    {"batch_norm", "batchnorm"},
    {"layer_norm", "layernorm"},
    {"multi_head_attention", "attention"},
    {"self_attention", "attention"},
    {"skip", "add"},
    {"loss", "target"},
    {"optimizer", "settings"},
    {"gear", "settings"},
    {"out", "surface"},
    {"doctor", "pulse"},
    {"history", "clock"},
    {"stepb", "step_batch"},
    {"stepe", "step_epoch"},
    {"present", "projector"},
    {"delete", "trash"},
    {"duplicate", "copy"},
};

}  // namespace app::ui
