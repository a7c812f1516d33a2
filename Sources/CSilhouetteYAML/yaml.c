#include "CSilhouetteYAML.h"

#include <slh_library.h>
#include <stdlib.h>
#include <yaml.h>

#define FUNCTIONS(use)                                                              \
  use(yaml_parser_initialize) use(yaml_parser_delete) use(yaml_parser_set_input_string) \
  use(yaml_parser_parse) use(yaml_event_delete)
SLH_LIBRARY_FUNCTIONS(yaml, FUNCTIONS, "yaml-0", "2")

struct slh_yaml {
  yaml_parser_t parser;
  yaml_event_t event;
  bool has_event;
};

slh_yaml *slh_yaml_open(const uint8_t *bytes, size_t count, const char **library) {
  *library = SLH_LIBRARY_FILE("yaml-0", "2");
  if (!open_yaml()) return NULL;
  slh_yaml *yaml = calloc(1, sizeof *yaml);
  if (!yaml) return NULL;
  if (!p_yaml_parser_initialize(&yaml->parser)) {
    free(yaml);
    return NULL;
  }
  p_yaml_parser_set_input_string(&yaml->parser, bytes, count);
  return yaml;
}

static slh_yaml_event failure(const yaml_parser_t *parser) {
  return (slh_yaml_event){
      .kind = SLH_YAML_FAILED,
      .line = parser->error == YAML_MEMORY_ERROR ? 0 : parser->problem_mark.line + 1,
      .message = parser->problem ? parser->problem : "out of memory"};
}

static slh_yaml_event opening(
    slh_yaml_kind kind, const yaml_char_t *anchor, const yaml_char_t *tag, size_t line) {
  return (slh_yaml_event){
      .kind = kind, .anchor = (const char *)anchor, .tag = (const char *)tag, .line = line};
}

slh_yaml_event slh_yaml_next(slh_yaml *yaml) {
  for (;;) {
    if (yaml->has_event) p_yaml_event_delete(&yaml->event);
    yaml->has_event = false;
    if (!p_yaml_parser_parse(&yaml->parser, &yaml->event)) return failure(&yaml->parser);
    yaml->has_event = true;
    const yaml_event_t *event = &yaml->event;
    size_t line = event->start_mark.line + 1;
    switch (event->type) {
      case YAML_SCALAR_EVENT: {
        slh_yaml_event scalar = opening(
            SLH_YAML_SCALAR, event->data.scalar.anchor, event->data.scalar.tag, line);
        scalar.text = event->data.scalar.value;
        scalar.count = event->data.scalar.length;
        scalar.is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
        return scalar;
      }
      case YAML_ALIAS_EVENT:
        return opening(SLH_YAML_ALIAS, event->data.alias.anchor, NULL, line);
      case YAML_SEQUENCE_START_EVENT:
        return opening(
            SLH_YAML_SEQUENCE, event->data.sequence_start.anchor, event->data.sequence_start.tag,
            line);
      case YAML_MAPPING_START_EVENT:
        return opening(
            SLH_YAML_MAPPING, event->data.mapping_start.anchor, event->data.mapping_start.tag,
            line);
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT: return (slh_yaml_event){.kind = SLH_YAML_CLOSE, .line = line};
      case YAML_DOCUMENT_START_EVENT:
        return (slh_yaml_event){.kind = SLH_YAML_DOCUMENT, .line = line};
      case YAML_STREAM_END_EVENT:
      case YAML_NO_EVENT: return (slh_yaml_event){.kind = SLH_YAML_END, .line = line};
      case YAML_STREAM_START_EVENT:
      case YAML_DOCUMENT_END_EVENT: break;
    }
  }
}

void slh_yaml_close(slh_yaml *yaml) {
  if (yaml->has_event) p_yaml_event_delete(&yaml->event);
  p_yaml_parser_delete(&yaml->parser);
  free(yaml);
}
