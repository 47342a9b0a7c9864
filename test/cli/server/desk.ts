import type { KnownServer, ServerDesk } from '../../../src/cli/server/desk.ts'
import { helperScript } from '../../../src/remote/helper-script.ts'
import { connectServer } from '../../../src/remote/server.ts'
import { surveyScript } from '../../../src/remote/survey-script.ts'
import { recordingTerminal } from '../local/folder.ts'

/** A desk without a person, that keeps what it is told to print and reaches real servers. */
export function recordingServerDesk(servers: readonly KnownServer[] = []) {
  const terminal = recordingTerminal()
  const desk: ServerDesk = {
    terminal,
    confirm: undefined,
    servers: () => servers,
    connect: (name, member, deadlineSeconds) => connectServer({ ...member, name, deadlineSeconds }),
    scripts: { helper: helperScript(), survey: surveyScript() },
  }
  return { desk, said: terminal.said }
}
