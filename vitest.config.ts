import { defineConfig } from 'vitest/config'

const real = 'test/**/*.real.test.ts'

// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [real],
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      // Real sshd, dhcpd, browser: one file at a time, each with its own machine, when the others are done.
      {
        test: {
          name: 'real',
          include: [real],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
