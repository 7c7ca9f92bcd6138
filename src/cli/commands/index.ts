/** All commands, as help lists them: the one place where a new one is added. */
import { DemoCommand } from './demo.ts';
import { DoctorCommand } from './doctor.ts';
import { ExportCommand } from './export.ts';
import { GateCommand } from './gate.ts';
import { GateInitCommand } from './gate/init.ts';
import { GateRerunCommand } from './gate/rerun.ts';
import { GateWitnessCommand } from './gate/witness.ts';
import { HookCommand } from './hook.ts';
import { ImportCommand } from './import.ts';
import { ParseCommand } from './parse.ts';
import { PublishPruneCommand } from './publish/prune.ts';
import { PublishUploadCommand } from './publish/upload.ts';
import { ArtifactArchiveCommand } from './session/handoff/artifact/archive.ts';
import { ArtifactDiffCommand } from './session/handoff/artifact/diff.ts';
import { ArtifactFetchCommand } from './session/handoff/artifact/fetch.ts';
import { ArtifactListCommand } from './session/handoff/artifact/list.ts';
import { ArtifactPruneCommand } from './session/handoff/artifact/prune.ts';
import { ArtifactPushCommand } from './session/handoff/artifact/push.ts';
import { ArtifactRefreshCommand } from './session/handoff/artifact/refresh.ts';
import { ArtifactRenderCommand } from './session/handoff/artifact/render-md.ts';
import { ArtifactRestoreCommand } from './session/handoff/artifact/restore.ts';
import { ArtifactRemoveCommand } from './session/handoff/artifact/rm.ts';
import { ArtifactShowCommand } from './session/handoff/artifact/show.ts';
import { ArtifactVerifyCommand } from './session/handoff/artifact/verify.ts';
import { HandoffSaveCommand } from './session/handoff/save.ts';
import { HandoffCommand } from './session/handoff.ts';
import { SessionListCommand } from './session/list.ts';
import { SessionShowCommand } from './session/show.ts';

export const commands = [
  SessionListCommand,
  SessionShowCommand,
  HandoffCommand,
  HandoffSaveCommand,
  ArtifactListCommand,
  ArtifactShowCommand,
  ArtifactRefreshCommand,
  ArtifactRenderCommand,
  ArtifactVerifyCommand,
  ArtifactDiffCommand,
  ArtifactRemoveCommand,
  ArtifactArchiveCommand,
  ArtifactRestoreCommand,
  ArtifactPruneCommand,
  ArtifactPushCommand,
  ArtifactFetchCommand,
  PublishUploadCommand,
  PublishPruneCommand,
  ExportCommand,
  ImportCommand,
  GateCommand,
  GateInitCommand,
  GateRerunCommand,
  GateWitnessCommand,
  ParseCommand,
  HookCommand,
  DoctorCommand,
  DemoCommand,
] as const;
