// The rules, one file each in rules/: what it is about, and its check. Private to lint/.
#pragma once

#include "lint/lint.h"

namespace svc::lint::rules {

extern const Rule unused_let;
extern const Rule unused_param;
extern const Rule unused_import;
extern const Rule unused_component;
extern const Rule unused_block;
extern const Rule one_sided_queue;
extern const Rule silent_alarm;
extern const Rule snake_case;
extern const Rule needless_comparison;
extern const Rule plain_secret;
extern const Rule every_action;
extern const Rule every_resource;
extern const Rule open_to_world;
extern const Rule privileged_container;
extern const Rule floating_image;
extern const Rule latest_in_production;
extern const Rule single_task;
extern const Rule single_zone;
extern const Rule single_nat;
extern const Rule default_health_check;
extern const Rule no_logs;
extern const Rule unprotected_balancer;
extern const Rule unrecoverable_table;
extern const Rule old_tls_policy;
extern const Rule old_instance_type;

}  // namespace svc::lint::rules
