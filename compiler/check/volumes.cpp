// Storage of tasks, and file systems:
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_data_volumes.html
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "base/closest.h"
#include "check/fact_lists.h"
#include "check/subjects.h"
#include "diagnostics/codes/tasks.h"
#include "diagnostics/suggest.h"
#include "sema/edits.h"
#include "sema/literals.h"

namespace svc::check {
namespace {

// ---- Volumes
// -------------------------------------------------------------------------------------------------------------------------------

// The forms of a volume that the program sets. More than one contradict each other.
void check_forms(const Block& volume, Sink& sink) {
  std::vector<std::pair<std::string_view, Span>> forms;
  if (volume.has("host")) forms.emplace_back("host", volume["host"].span);
  for (const std::string_view form : {"docker", "efs", "ebs"}) {
    if (const Block* block = volume.only(form)) forms.emplace_back(form, block->span);
  }
  if (forms.size() > 1) {
    sink.report<diag::VolumeForms>(forms[1].second, volume.name, forms[0].first, forms[1].first)
        .related(forms[0].second, "the first")
        .help("make two volumes of it");
  }
}

// The figures of a type of volume, in the order of templates/facts/ebs-volumes.txt.
struct DiskType {
  std::int64_t least_size = 0, most_size = 0, least_iops = 0, most_iops = 0, iops_per_gib = 0,
               most_throughput = 0, thousandths_per_iops = 0;
};

DiskType disk_type(std::string_view name) {
  DiskType type;
  const auto values = FactList("ebs-volumes").values(name);
  std::int64_t* const fields[] = {
      &type.least_size,   &type.most_size,       &type.least_iops,          &type.most_iops,
      &type.iops_per_gib, &type.most_throughput, &type.thousandths_per_iops};
  for (std::size_t i = 0; i < values.size() && i < std::size(fields); ++i)
    std::from_chars(values[i].data(), values[i].data() + values[i].size(), *fields[i]);
  return type;
}

std::int64_t gib_of(const Block& ebs) {
  constexpr std::int64_t kGib = 1024LL * 1024 * 1024;
  return ebs.bytes("size") / kGib;
}

// The most IOPS of a volume of that size.
std::int64_t most_iops(const DiskType& type, std::int64_t gib) {
  return std::min(type.most_iops, std::max(gib * type.iops_per_gib, type.least_iops));
}

// https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html
void check_disk_figures(const Block& ebs, Sink& sink) {
  const std::string_view name = ebs.symbol("type");
  const DiskType type = disk_type(name);
  const std::int64_t gib = gib_of(ebs);
  if (gib < type.least_size || gib > type.most_size)
    sink.report<diag::DiskFigure>(
            ebs["size"].span, name,
            fmt::format("from {}GiB to {}GiB", type.least_size, type.most_size),
            sema::size_text(ebs.bytes("size")))
        .help("change `size`, or use another `type`");
  std::int64_t iops = type.least_iops;
  if (ebs.has("iops") && type.most_iops > 0) {
    iops = ebs.integer("iops");
    const std::int64_t most = most_iops(type, gib);
    if (iops < type.least_iops || iops > most) {
      sink.report<diag::DiskFigure>(
              ebs["iops"].span, name,
              fmt::format("{} to {} IOPS with {}GiB", type.least_iops, most, gib), iops)
          .related(ebs["size"].span, "the size")
          .help(fmt::format("write `iops = {}`", std::clamp(iops, type.least_iops, most)));
      return;
    }
  }
  if (!ebs.has("throughput") || type.thousandths_per_iops == 0) return;
  const std::int64_t wanted = ebs.integer("throughput");
  const std::int64_t most = iops * type.thousandths_per_iops / 1000;
  if (wanted <= most) return;
  const std::int64_t needed =
      (wanted * 1000 + type.thousandths_per_iops - 1) / type.thousandths_per_iops;
  sink.report<diag::DiskFigure>(ebs["throughput"].span, name,
                                fmt::format("at most {}MiB/s with {} IOPS", most, iops), wanted)
      .related(ebs.has("iops") ? ebs["iops"].span : ebs.span, "the IOPS")
      .help(fmt::format("write `iops = {}`", needed))
      .fix(fmt::format("Write `iops = {}`", needed),
           sema::set_field(ebs, "iops", std::to_string(needed)));
}

void check_file_system_volume(const Block& efs, Sink& sink) {
  if (!efs.has("access")) return;
  const Block& filesystem = *efs.block("filesystem");
  const std::string_view wanted = efs.text("access");
  std::vector<std::string_view> names;
  if (!filesystem.existing) {
    for (const Block* access : filesystem.nested("access")) names.push_back(access->name);
  }
  if (std::find(names.begin(), names.end(), wanted) == names.end()) {
    const std::string_view near = closest(wanted, names);
    suggest_text(sink.report<diag::UnknownAccess>(efs["access"].span, filesystem.name, wanted)
                     .related(filesystem.name_span, "the file system"),
                 efs["access"].span, wanted, near,
                 filesystem.existing ? "of a file system that exists already, write `root`"
                 : names.empty()
                     ? fmt::format("add `access {} {{ path = \"/{}\" }}` to it", wanted, wanted)
                     : fmt::format("it has {}", enumerate(names, "and")));
  }
  if (efs.has("root"))
    sink.report<diag::AccessAndRoot>(efs["root"].span)
        .related(efs["access"].span, "it says which folder")
        .help("leave out `root`");
}

void check_volumes_of(const plan::Task& task, Sink& sink) {
  const Block* disk = nullptr;
  for (const Block* volume : task.block->nested("volume")) {
    check_forms(*volume, sink);
    if (const Block* efs = volume->only("efs")) check_file_system_volume(*efs, sink);
    const Block* ebs = volume->only("ebs");
    if (!ebs) continue;
    check_disk(*ebs, sink);
    if (disk)
      sink.report<diag::TwoDisks>(ebs->span)
          .related(disk->span, "the first")
          .help("keep one, and mount it in several containers");
    disk = ebs;
  }
}

// ---- Mounts
// --------------------------------------------------------------------------------------------------------------------------------

void check_mounts(const Block& task, Sink& sink) {
  std::vector<std::string_view> names;
  for (const Block* volume : task.nested("volume")) names.push_back(volume->name);
  for (const Block* container : task.nested("container")) {
    for (const Block* mount : container->nested("mount")) {
      const std::string_view wanted = mount->text("volume");
      if (std::find(names.begin(), names.end(), wanted) != names.end()) continue;
      const std::string_view near = closest(wanted, names);
      const Span span = (*mount)["volume"].span;
      suggest_text(sink.report<diag::UnknownVolume>(span, wanted).related(task.span, "the task"),
                   span, wanted, near,
                   names.empty() ? fmt::format("add `volume {} {{}}` to the task", wanted)
                                 : fmt::format("it has {}", enumerate(names, "and")));
    }
  }
}

// ---- Paths

// A path in the container; `C:\\data` on Windows.
void check_path(const sema::Value& value, std::string_view path, bool windows, Sink& sink) {
  const bool drive = path.size() > 2 && path[1] == ':' && (path[2] == '\\' || path[2] == '/');
  if (path.empty() || path.front() == '/' || (windows && (drive || path.front() == '\\'))) return;
  sink.report<diag::RelativePath>(value.span, path)
      .help(windows ? "write a path with its drive, such as \"C:\\\\data\""
                    : fmt::format("write \"/{}\"", path));
}

void check_paths(const plan::Task& task, Sink& sink) {
  const bool windows = task.block->symbol("os").starts_with("windows");
  const auto known = [&](const Block& block, std::string_view field) {
    const auto* text = block[field].get<std::string>();
    if (text != nullptr) check_path(block[field], *text, windows, sink);
  };
  for (const Block* container : task.block->nested("container")) {
    known(*container, "workdir");
    for (const Block* mount : container->nested("mount")) {
      sema::Value at;
      at.span = mount->labels.front().span;
      check_path(at, mount->labels.front().text, windows, sink);
    }
  }
  for (const Block* volume : task.block->nested("volume")) known(*volume, "host");
}

// ---- File systems
// --------------------------------------------------------------------------------------------------------------------------

// https://docs.aws.amazon.com/efs/latest/ug/API_LifecyclePolicy.html (TransitionToIA)
void check_archiving(const Block& filesystem, Sink& sink) {
  constexpr std::array<std::int64_t, 9> kDays = {1, 7, 14, 30, 60, 90, 180, 270, 365};
  constexpr std::int64_t kDay = 86'400'000;
  if (!filesystem.has("archive")) return;
  const std::int64_t wanted = filesystem.milliseconds("archive");
  if (wanted % kDay == 0 && std::find(kDays.begin(), kDays.end(), wanted / kDay) != kDays.end())
    return;
  const std::int64_t near =
      *std::min_element(kDays.begin(), kDays.end(), [&](std::int64_t a, std::int64_t b) {
        return std::abs(a * kDay - wanted) < std::abs(b * kDay - wanted);
      });
  const Span span = filesystem["archive"].span;
  sink.report<diag::ArchiveTime>(span, sema::duration_text(wanted))
      .help(fmt::format("write `archive = {}d`", near))
      .fix(fmt::format("Change to {}d", near), {{span, fmt::format("{}d", near)}});
}

// The subnets of mount targets must be known, because each subnet gets one.
void check_mount_targets(const plan::Filesystem& filesystem, Sink& sink) {
  if (!filesystem.group || !filesystem.network->block->existing) return;
  if ((*filesystem.network->block)[filesystem.group->name].get<sema::List>()) return;
  sink.report<diag::UnknownMountTargets>(filesystem.block->name_span, filesystem.block->name)
      .related(filesystem.group->span, "the subnets")
      .help("list their ids in the program: `private = [\"subnet-…\", …]`");
}

// A task with a disk is watched by polling (lower/job_run.cpp). The polling must end, and must ask
// while ECS still knows how the task ended: "stopped tasks appear in the returned results for at
// least one hour". https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html
void check_disk_of_job(const plan::Job& job, Sink& sink) {
  constexpr std::int64_t kLongestPause = 50 * 60;  // seconds
  const Block* volume = plan::disk_of(*job.task->block);
  if (volume == nullptr) return;
  const Span disk = volume->only("ebs")->span;
  if (job.look_every == 0) {
    sink.report<diag::DiskWithoutTimeout>(job.block->name_span, job.block->name)
        .related(disk, "the disk")
        .help(
            "write `timeout = 1h`, the longest that a run may take: Step Functions polls such a "
            "task, "
            "and one run can poll only a limited number of times");
  } else if (job.look_every > kLongestPause) {
    sink.report<diag::DiskRunTooLong>((*job.block)["timeout"].span, job.block->name,
                                      sema::duration_text(job.look_every * 1000))
        .related(disk, "the disk")
        .help(
            "ECS reports a stopped task for only one hour: shorten `timeout`, or lower `count` or "
            "`retries`");
  }
}

void check_same_network(const plan::Workload& workload, Sink& sink) {
  for (const Block* volume : workload.task->block->nested("volume")) {
    const Block* efs = volume->only("efs");
    if (!efs) continue;
    const Block& filesystem = *efs->block("filesystem");
    if (filesystem.clause("network") == workload.network->block) continue;
    sink.report<diag::FilesystemNetwork>(
            (*efs)["filesystem"].span, filesystem.name, filesystem.clause("network")->name,
            workload.block->kind->name, workload.block->name, workload.network->block->name)
        .related(filesystem.span, "the file system")
        .help("put both into one network");
  }
}

}  // namespace

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskManagedEBSVolumeConfiguration.html
void check_disk(const Block& ebs, Sink& sink) {
  const std::string_view type = ebs.symbol("type");
  const bool takes_iops = type == "gp3" || type == "io1" || type == "io2";
  if (ebs.has("iops") && !takes_iops)
    sink.report<diag::DiskSpeed>(ebs["iops"].span, type, "takes no `iops`")
        .help("leave it out, or write `type = gp3`");
  if (!ebs.has("iops") && (type == "io1" || type == "io2")) {
    constexpr std::int64_t kUsual = 3000;  // those of gp3
    sink.report<diag::DiskSpeed>(ebs["type"].span, type, "needs `iops`")
        .help(fmt::format("write `iops = {}`, or `type = gp3`",
                          std::min(kUsual, most_iops(disk_type(type), gib_of(ebs)))));
  }
  if (ebs.has("throughput") && type != "gp3")
    sink.report<diag::DiskSpeed>(ebs["throughput"].span, type, "takes no `throughput`")
        .help("leave it out, or write `type = gp3`");
  check_disk_figures(ebs, sink);
}

void check_volumes(const plan::Plan& plan, Sink& sink) {
  for (const plan::Task& task : plan.tasks) {
    check_volumes_of(task, sink);
    check_mounts(*task.block, sink);
    check_paths(task, sink);
  }
  for (const plan::Filesystem& filesystem : plan.filesystems) {
    check_archiving(*filesystem.block, sink);
    check_mount_targets(filesystem, sink);
  }
  for (const plan::Service& service : plan.services) check_same_network(service, sink);
  for (const plan::Job& job : plan.jobs) {
    check_same_network(job, sink);
    check_disk_of_job(job, sink);
  }
}

}  // namespace svc::check
