#include "silhouette_configurations.h"

// `#embed` is C23; Clang takes it in C17 as an extension, which is asked for here on purpose.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wc23-extensions"

static const char portrait_v1_lite[] = {
#embed "portrait-v1-lite.yml"
};

static const char portrait_v2_lite[] = {
#embed "portrait-v2-lite.yml"
};

static const char human_v1_lite[] = {
#embed "human-v1-lite.yml"
};

static const char human_v2_lite[] = {
#embed "human-v2-lite.yml"
};

static const char human_v1_mobile[] = {
#embed "human-v1-mobile.yml"
};

static const char human_v2_mobile[] = {
#embed "human-v2-mobile.yml"
};

static const char human_v1_server[] = {
#embed "human-v1-server.yml"
};

#pragma clang diagnostic pop

static const slh_configuration all[] = {
    {"portrait-v1-lite", portrait_v1_lite, sizeof portrait_v1_lite},
    {"portrait-v2-lite", portrait_v2_lite, sizeof portrait_v2_lite},
    {"human-v1-lite", human_v1_lite, sizeof human_v1_lite},
    {"human-v2-lite", human_v2_lite, sizeof human_v2_lite},
    {"human-v1-mobile", human_v1_mobile, sizeof human_v1_mobile},
    {"human-v2-mobile", human_v2_mobile, sizeof human_v2_mobile},
    {"human-v1-server", human_v1_server, sizeof human_v1_server},
};

size_t slh_configuration_count(void) { return sizeof all / sizeof all[0]; }

slh_configuration slh_configuration_at(size_t index) {
  return index < slh_configuration_count() ? all[index] : (slh_configuration){"", "", 0};
}
