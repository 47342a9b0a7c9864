const characters: Readonly<Record<string, string>> = {
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  x: '❌',
  no_entry: '⛔',
  no_entry_sign: '🚫',
  warning: '⚠️',
  rotating_light: '🚨',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  arrows_counterclockwise: '🔄',
  rewind: '⏪',
  information_source: 'ℹ️',
  bulb: '💡',
  eyes: '👀',
  wave: '👋',
  tada: '🎉',
  lock: '🔒',
  key: '🔑',
  computer: '💻',
  printer: '🖨️',
  mag: '🔍',
  pencil2: '✏️',
  bell: '🔔',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  red_circle: '🔴',
  white_circle: '⚪',
  clock3: '🕒',
  thumbsup: '👍',
  '+1': '👍',
  electric_plug: '🔌',
}

/** The character for an emoji's name; an unknown name stays as it is written. */
export function emojiFor(name: string): string {
  return characters[name] ?? `:${name}:`
}
