import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { type ByteString, toByteString } from '../../../src/dhcpd/source.ts'

/** Outside of the project: the sources are under their own licence, and 10 MB. */
const CACHE = join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'leasehold', 'isc-dhcp')

/**
 * Gets the sources of ISC DHCP as Debian has them, with a configuration of apt's own under the cache folder, so that
 * nothing of the system's is touched, and takes the tests of its migration assistant (keama) out of them.
 */
const FETCH = `
  set -eu
  mkdir -p "$1/lists/partial" "$1/archives/partial"
  cd "$1"
  . /etc/os-release
  key=/usr/share/keyrings/debian-archive-keyring.gpg
  echo "deb-src [signed-by=$key] http://deb.debian.org/debian $VERSION_CODENAME main" >sources.list
  set -- -q -o "Dir::Etc::sourcelist=$PWD/sources.list" -o Dir::Etc::sourceparts=- \\
    -o "Dir::State::lists=$PWD/lists" -o "Dir::Cache=$PWD" -o APT::Sandbox::User=root -o Acquire::Retries=1
  apt-get "$@" update
  apt-get "$@" --download-only source isc-dhcp
  mkdir -p unpacked
  tar -xzf isc-dhcp_*.orig.tar.gz -C unpacked --strip-components=1 --wildcards '*/keama/tests/*'
  rm -rf lists archives
  mv unpacked/keama/tests tests
`

/** The configurations that keama's tests read; undefined where they are not here and cannot be fetched. */
export function keamaTests(): { name: string; content: ByteString }[] | undefined {
  const folder = join(CACHE, 'tests')
  if (!existsSync(folder) && !fetched()) return undefined
  return readdirSync(folder)
    .filter((name) => /\.(in|err)/.test(name))
    .map((name) => ({ name, content: toByteString(readFileSync(join(folder, name))) }))
}

/** @throws Error where `CI=true`: there nothing may be left out. */
function fetched(): boolean {
  try {
    mkdirSync(CACHE, { recursive: true })
    execFileSync('/bin/sh', ['-c', FETCH, 'fetch', CACHE], { stdio: 'pipe', timeout: 120_000 })
    return true
  } catch (error) {
    if (env.CI === 'true') throw new Error('CI=true: the tests of keama cannot be fetched', { cause: error })
    console.warn(`left out: the tests of keama, which could not be fetched (${String(error).split('\n')[0]})`)
    return false
  }
}
