import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'

const KNOWN_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const chromiumPath =
  process.env.HOLDPOINT_CHROMIUM ?? KNOWN_PLACES.find((path) => existsSync(path)) ?? null

/** Without Chromium the stories are skipped by name, but never in CI, where it is installed. */
export const withoutChromium = chromiumPath === null && process.env.CI === undefined

/** The Chromium of this machine; nothing is downloaded. */
export function openBrowser(): Promise<Browser> {
  if (chromiumPath === null) throw new Error(`no Chromium at ${KNOWN_PLACES.join(', ')}`)
  // Root, as in a container, cannot have Chromium's sandbox; the pages are ours alone.
  const args = ['--no-sandbox', '--disable-gpu']
  return chromium.launch({ executablePath: chromiumPath, args })
}

const WAIT_MS_MAX = 20_000

/** A story has many people; on a busy machine of two cores each of them takes a second. */
export const STORY_MS_MAX = 240_000

/** A screen of its own, with its own cookies, at the address of the server. */
export async function openScreen(
  browser: Browser,
  given: { readonly address: string; readonly width?: number; readonly height?: number },
): Promise<BrowserContext> {
  const { address, width = 1360, height = 900 } = given
  const screen = await browser.newContext({
    baseURL: address,
    viewport: { width, height },
    reducedMotion: 'reduce',
    acceptDownloads: true,
  })
  screen.setDefaultTimeout(WAIT_MS_MAX)
  return screen
}
