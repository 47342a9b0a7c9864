import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { type Machine, startMachine } from '../../demo/machine/machine.ts'
import { freePort, isListening } from '../../demo/machine/sshd.ts'

/**
 * A machine with a running dhcpd, an init script for it and an administrator, and nothing of Leasehold. Its /etc,
 * /home, /usr/local and /var are layers of its own: what is installed there is not installed here.
 */
export interface BareMachine {
  readonly machine: Machine
  /** The ssh configuration by which the administrator `ann`, who has sudo, reaches it as `dhcp1`. */
  readonly sshConfig: string
  /** Port and host key of the sshd that lets everybody in who has a key there. */
  readonly port: number
  readonly hostKey: string
  readonly folder: string
  /** Runs a line of sh there as root and gives what it printed. */
  root(line: string): string
  /** Every file, folder and link of its layers, with mode, owner, target and content. */
  listing(): string
}

const layers = ['/etc', '/home', '/usr/local', '/var']

export async function startBareMachine(): Promise<BareMachine> {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-bare-'))
  const port = await freePort()
  for (const name of ['ann', 'host']) keygen(`${folder}/${name}`)
  writeFileSync(`${folder}/sshd_config`, sshdConfig(folder, port))
  const machine = await startMachine({
    folder: `${folder}/machine`,
    healthySeconds: 0.3,
    before: before(folder),
  })
  onTestFinished(async () => {
    await machine.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const sshConfig = `${folder}/ssh_config`
  writeFileSync(sshConfig, clientConfig(folder, port))
  const access = { ...machine.server, port }
  while (!(await isListening(access))) await setTimeout(20)
  const root = (line: string) => {
    const words = ['-F', sshConfig, 'dhcp1', `sudo -n sh -c ${quote(line)}`]
    return execFileSync('ssh', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  }
  return {
    machine,
    sshConfig,
    port,
    hostKey: fingerprint(`${folder}/host.pub`),
    folder,
    root,
    listing: () => root(LISTING),
  }
}

/**
 * Copies that the tools for users leave of their files are not ours. Of /var only what may be ours is looked at: other
 * programs of this machine write there.
 */
const LISTING = [
  'cd /',
  "find /etc /home /usr/local ! -name '*-' ! -name '.pwd.lock' -printf '%y %m %U:%G %p %l\\n' | sort",
  "find /etc -type f ! -name '*-' -exec sha256sum {} + | sort -k 2",
  'ls -d /var/lib/leasehold* 2>/dev/null | xargs -r find | sort',
].join('; ')

function before(folder: string): string {
  const mounts = layers.map((layer) => {
    const name = layer.replaceAll('/', '-').slice(1)
    for (const part of ['upper', 'work']) mkdirSync(`${folder}/layers/${name}/${part}`, { recursive: true })
    const own = `${folder}/layers/${name}`
    return `mount -t overlay overlay -o lowerdir=${layer},upperdir=${own}/upper,workdir=${own}/work ${layer}`
  })
  const { start, stop } = serviceCommands(folder)
  return `${mounts.join('\n')}
useradd --create-home --shell /bin/sh --password '*' ann
echo 'ann ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/ann
chmod 440 /etc/sudoers.d/ann
mkdir -m 700 ~ann/.ssh
cp ${folder}/ann.pub ~ann/.ssh/authorized_keys
chown -R ann: ~ann
cat >/etc/init.d/isc-dhcp-server <<'END'
#!/bin/sh
case $1 in
  start) ${start} ;;
  stop) ${stop} ;;
esac
END
chmod 755 /etc/init.d/isc-dhcp-server
/usr/sbin/sshd -D -e -f ${folder}/sshd_config 2>${folder}/sshd.log &
`
}

/** The machine's own dhcpd, under the name by which an administrator starts it. */
function serviceCommands(folder: string): { start: string; stop: string } {
  const settings = `${folder}/machine/helper.conf`
  const value = (name: string) => `$(sed -n 's/^${name}=//p' '${settings}')`
  return { start: `eval "${value('start')}"`, stop: `eval "${value('stop')}"` }
}

function sshdConfig(folder: string, port: number): string {
  return `ListenAddress 127.0.0.1
Port ${port}
HostKey ${folder}/host
PidFile none
UsePAM yes
PasswordAuthentication no
StrictModes yes
LogLevel VERBOSE
Subsystem sftp internal-sftp
`
}

function clientConfig(folder: string, port: number): string {
  const key = readFileSync(`${folder}/host.pub`, 'utf8').split(' ').slice(0, 2).join(' ')
  writeFileSync(`${folder}/known_hosts`, `[127.0.0.1]:${port} ${key}\n`)
  return `Host dhcp1
  HostName 127.0.0.1
  Port ${port}
  User ann
  IdentityFile ${folder}/ann
  IdentitiesOnly yes
  UserKnownHostsFile ${folder}/known_hosts
`
}

function keygen(path: string): void {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path])
}

function fingerprint(path: string): string {
  return execFileSync('ssh-keygen', ['-lf', path], { encoding: 'utf8' }).split(' ')[1] ?? ''
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}
