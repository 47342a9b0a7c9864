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
      // Real sshd, dhcpd, browser: two files at a time, each with a machine of its own, when the others are done.
      {
        test: {
          name: 'real',
          include: [real],
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
