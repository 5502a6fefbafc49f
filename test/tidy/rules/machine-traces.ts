import { linesMatching, type Rule } from '../tree.ts'

/** Written so that the patterns do not match their own source. */
const MACHINE_PATH = /(?<![\w.~-])\/(?:work|root|Users)\/|[A-Z]:\\(?:Users|work)\\/
const REGISTRY_HOST = /\b(?:registry|npm)\.[a-z0-9-]+\.(?:org|com|io|net)\b/
const DOWNLOAD_ADDRESS = /"resolved":\s*"(?:https?|git)/

export const machineTraces: Rule = {
  name: 'no file names a machine, a registry or a download address',
  check: (tree) =>
    [...tree].flatMap(([path, text]) => [
      ...linesMatching(path, text, MACHINE_PATH, 'names a path of somebody’s machine'),
      ...linesMatching(path, text, REGISTRY_HOST, 'names a registry: that is each machine’s own'),
      ...(path.endsWith('package-lock.json')
        ? linesMatching(path, text, DOWNLOAD_ADDRESS, 'a download address: see .npmrc')
        : []),
    ]),
}
