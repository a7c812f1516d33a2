// YAML text as a stream of events, by libyaml, which is opened when a YAML file is read.
#ifndef CSILHOUETTEYAML_H
#define CSILHOUETTEYAML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct slh_yaml slh_yaml;

typedef enum slh_yaml_kind {
  SLH_YAML_END = 0,
  SLH_YAML_SCALAR,
  SLH_YAML_ALIAS,
  SLH_YAML_SEQUENCE,
  SLH_YAML_MAPPING,
  // Of a sequence or a mapping.
  SLH_YAML_CLOSE,
  SLH_YAML_DOCUMENT,
  // `message` says why; with `line` 0 it is not about the text.
  SLH_YAML_FAILED
} slh_yaml_kind;

// Pointers are good until the next call.
typedef struct slh_yaml_event {
  slh_yaml_kind kind;
  // A scalar's text; an alias's name. Not terminated.
  const uint8_t *text;
  size_t count;
  // NULL where there is none.
  const char *anchor;
  const char *tag;
  // Written without quotes.
  bool is_plain;
  // From 1.
  size_t line;
  const char *message;
} slh_yaml_event;

// NULL when libyaml is missing; `library` is then its file name. The bytes must stay until
// slh_yaml_close.
slh_yaml *slh_yaml_open(const uint8_t *bytes, size_t count, const char **library);
slh_yaml_event slh_yaml_next(slh_yaml *yaml);
void slh_yaml_close(slh_yaml *yaml);

#endif
