import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'

/** A file of the page, ready to be sent. */
export interface Asset {
  readonly type: string
  readonly body: string
}

const folder = new URL('./app/', import.meta.url)

/** The libraries that the page uses, by the name under which it imports them. */
const vendors: Readonly<Record<string, string>> = {
  preact: import.meta.resolve('preact'),
  'preact/hooks': import.meta.resolve('preact/hooks'),
  htm: import.meta.resolve('htm'),
  'htm/preact': import.meta.resolve('htm/preact'),
}

const importMap = JSON.stringify({
  imports: Object.fromEntries(Object.keys(vendors).map((name) => [name, `/vendor/${name}`])),
})

/** Nothing but this server's own files runs or is loaded; the import map is allowed by its digest. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${createHash('sha256').update(importMap).digest('base64')}'`,
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const styles = ['base', 'sidebar', 'channel', 'message', 'file', 'blocks', 'form', 'modal', 'panel', 'home']

const document = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Demo - Slack</title>
<link rel="icon" href="data:,">
${styles.map((name) => `<link rel="stylesheet" href="/app/css/${name}.css">`).join('\n')}
<script type="importmap">${importMap}</script>
<script type="module" src="/app/main.ts"></script>
</head>
<body><div id="root"></div></body>
</html>
`

/** The asset under this path of the page's address, if there is one. */
export async function findAsset(path: string): Promise<Asset | undefined> {
  if (path === '/') return { type: 'text/html; charset=utf-8', body: document }
  const vendor = path.startsWith('/vendor/') ? vendors[path.slice('/vendor/'.length)] : undefined
  if (vendor !== undefined) return { type: script, body: await readFile(fileURLToPath(vendor), 'utf8') }
  const name = /^\/app\/((?:css\/)?[a-z-]+\.(?:ts|css))$/.exec(path)?.[1]
  if (name === undefined) return undefined
  const source = await readFile(new URL(name, folder), 'utf8').catch(() => undefined)
  if (source === undefined) return undefined
  if (name.endsWith('.css')) return { type: 'text/css; charset=utf-8', body: source }
  return { type: script, body: stripTypeScriptTypes(source) }
}

const script = 'text/javascript; charset=utf-8'
