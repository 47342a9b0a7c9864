import { botHome, everyPath } from '../../setup/places.ts'
import { readSurvey, type Survey } from '../../setup/survey.ts'
import { ExplainedError } from '../../usecases/explained-error.ts'
import type { AdminShell } from './admin-shell.ts'
import type { ServerDesk } from './desk.ts'

/** What there is on a machine, also of an earlier installation. @throws ExplainedError when it cannot be found out */
export async function lookRound(
  shell: AdminShell,
  desk: ServerDesk,
  more: readonly string[] = [],
): Promise<Survey> {
  const paths = [...everyPath, botHome, `${botHome}/.ssh`, ...more]
  const { stdout, stderr } = await shell.run(desk.scripts.survey, ...paths)
  const survey = readSurvey(stdout)
  if (survey) return survey
  throw new ExplainedError(
    `It could not be found out what is on that machine: ${stderr.trim() || 'the answer was cut off'}`,
    'The login needs to be root’s, or of somebody who may become root with sudo.',
  )
}
