import { existsSync } from 'node:fs'

const KNOWN_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Where a Chromium stands; `HOLDPOINT_CHROMIUM` names another place. */
export function chromiumPath() {
  const places = [process.env.HOLDPOINT_CHROMIUM, ...KNOWN_PLACES].filter(Boolean)
  const found = places.find((path) => existsSync(path))
  if (found === undefined) throw new Error(`no Chromium at ${places.join(', ')}`)
  return found
}
