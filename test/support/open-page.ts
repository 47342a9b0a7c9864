import type { BrowserContextOptions, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { launchChromium } from './chromium.ts'

/** The page in a browser of its own, which ends with the test. */
export async function openPage(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const browser = await launchChromium()
  onTestFinished(() => browser.close())
  const page = await browser.newPage({ locale: 'en-US', ...options })
  page.setDefaultTimeout(10_000)
  await page.goto(url)
  return page
}
