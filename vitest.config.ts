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
          globalSetup: 'test/support/postgres.ts',
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      // Real sshd, dhcpd, browser: three files at a time, each with a machine of its own, when the others are done. They
      // wait for daemons as often as they compute. A slow machine is no defect: the limits are for what hangs.
      {
        test: {
          name: 'real',
          include: [real],
          globalSetup: 'test/support/postgres.ts',
          maxWorkers: 3,
          testTimeout: 240_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
