import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { parseCommandLine } from '../../src/slack/command-line.ts'
import { COMMAND, EVENTS, SHORTCUTS } from '../../src/slack/ids.ts'
import { helpMessage } from '../../src/slack/views/help.ts'

/** Slack's limits for a manifest of version 2, for the parts that we use. */
const manifest = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.literal(1) }),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().min(1).max(140),
    long_description: z.string().min(175).max(4_000),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: z.string().min(1).max(80), always_online: z.boolean() }),
    slash_commands: z.array(
      z.strictObject({
        command: z
          .string()
          .regex(/^\/[a-z0-9_-]+$/)
          .max(32),
        description: z.string().min(1).max(2_000),
        usage_hint: z.string().max(1_000),
        should_escape: z.boolean(),
      }),
    ),
    shortcuts: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(24),
          type: z.enum(['global', 'message']),
          callback_id: z.string().min(1).max(255),
          description: z.string().min(1).max(150),
        }),
      )
      .max(10),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ bot_events: z.array(z.string()).max(100) }),
    interactivity: z.strictObject({ is_enabled: z.literal(true) }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.literal(true),
    token_rotation_enabled: z.literal(false),
  }),
})

const written = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'))

test('the manifest is one that Slack takes as it is', () => {
  expect(manifest.safeParse(written).error?.issues ?? []).toEqual([])
})

test('what is typed behind the command is told alike by the manifest and by the help, and understood', () => {
  const hints = manifest.parse(written).features.slash_commands.map(({ usage_hint }) => usage_hint)
  const hinted = hints.flatMap((hint) => hint.split('|').map((one) => one.trim().split(' ')[0] ?? ''))
  const helped = JSON.stringify(helpMessage(['campus'])).matchAll(/`\/dhcp ([a-z]+)/g)

  expect(new Set(hinted)).toEqual(new Set([...helped].map(([, word]) => word)))
  expect(hinted.filter((word) => parseCommandLine(word).verb === 'unknown')).toEqual([])
})

test('the command of the manifest is the one that the bot listens to', () => {
  const commands = manifest.parse(written).features.slash_commands.map(({ command }) => command)

  expect(commands).toEqual([COMMAND])
})

test('the shortcuts of the manifest are those that the bot listens to, and their scope is there', () => {
  const { features, oauth_config } = manifest.parse(written)
  const shortcuts = features.shortcuts.map(({ type, callback_id }) => [type, callback_id])

  expect(shortcuts).toEqual([
    ['global', SHORTCUTS.registerHost],
    ['message', SHORTCUTS.registerFromMessage],
  ])
  expect(oauth_config.scopes.bot).toContain('commands')
})

test('the events of the manifest are those that the bot listens to, and the Home that one is about is there', () => {
  const { features, settings } = manifest.parse(written)

  expect(settings.event_subscriptions.bot_events).toEqual(Object.values(EVENTS))
  expect(features.app_home.home_tab_enabled).toBe(true)
})
