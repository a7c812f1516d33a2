// The configurations that come with the command: PaddleSeg's seven networks for people, each as a YAML
// file in PaddleSeg's format beside this code.

#ifndef SILHOUETTE_CONFIGURATIONS_H
#define SILHOUETTE_CONFIGURATIONS_H

#include <stddef.h>

// One file; it lives as long as the program.
typedef struct {
  const char *_Nonnull name;
  // Not ended by a zero.
  const char *_Nonnull text;
  size_t size;
} slh_configuration;

size_t slh_configuration_count(void);

// An empty one for an index that is not below the count.
slh_configuration slh_configuration_at(size_t index);

#endif
