import { canonicalDigest } from '@holdpoint/evidence'
import type { AppLockerCollection, AppLockerRule, AppLockerWish } from './hardening-policy.ts'

const TYPES: Readonly<Record<AppLockerCollection, string>> = {
  ...{ exe: 'Exe', script: 'Script', msi: 'Msi', dll: 'Dll', appx: 'Appx' },
}

const EVERYONE = 'S-1-1-0'
const ADMINISTRATORS = 'S-1-5-32-544'

/**
 * The policy as `Set-AppLockerPolicy` reads it. In each collection what Windows and its programs
 * need and everything for administrators is allowed, so that nobody is locked out of the host.
 */
export function appLockerXml({ mode, collections, allowed }: AppLockerWish): string {
  const enforcement = mode === 'enforce' ? 'Enabled' : 'AuditOnly'
  const parts = collections.map((collection) => {
    const own = allowed.filter((rule) => rule.collection === collection)
    return [
      `  <RuleCollection Type="${TYPES[collection]}" EnforcementMode="${enforcement}">`,
      ...defaultRules(collection),
      ...own.map(ruleXml),
      '  </RuleCollection>',
    ].join('\n')
  })
  return ['<AppLockerPolicy Version="1">', ...parts, '</AppLockerPolicy>', ''].join('\n')
}

function defaultRules(collection: AppLockerCollection): readonly string[] {
  const path = (name: string, sid: string, at: string) =>
    rule('FilePathRule', { name, sid, seed: `${collection} ${name}` }, [
      `<FilePathCondition Path="${attribute(at)}" />`,
    ])
  if (collection === 'appx') {
    const condition = publisherCondition('*', '*')
    const name = 'Signed packages'
    return [rule('FilePublisherRule', { name, sid: EVERYONE, seed: 'appx signed' }, [condition])]
  }
  const everything = path('Administrators: everything', ADMINISTRATORS, '*')
  if (collection === 'msi') {
    return [path('Windows Installer folder', EVERYONE, '%WINDIR%\\Installer\\*'), everything]
  }
  return [
    path('Windows folder', EVERYONE, '%WINDIR%\\*'),
    path('Program Files', EVERYONE, '%PROGRAMFILES%\\*'),
    everything,
  ]
}

function ruleXml(wish: AppLockerRule): string {
  const about = { name: wish.why, sid: EVERYONE, seed: JSON.stringify(wish) }
  switch (wish.by) {
    case 'path':
      return rule('FilePathRule', about, [`<FilePathCondition Path="${attribute(wish.path)}" />`])
    case 'publisher':
      return rule('FilePublisherRule', about, [publisherCondition(wish.publisher, wish.product)])
    case 'hash': {
      const { sha256, fileName, sizeBytes } = wish
      const hash =
        `<FileHash Type="SHA256" Data="0x${sha256.toUpperCase()}" ` +
        `SourceFileName="${attribute(fileName)}" SourceFileLength="${sizeBytes}" />`
      return rule('FileHashRule', about, [`<FileHashCondition>${hash}</FileHashCondition>`])
    }
  }
}

function publisherCondition(publisher: string, product: string): string {
  const range = '<BinaryVersionRange LowSection="*" HighSection="*" />'
  const names = `PublisherName="${attribute(publisher)}" ProductName="${attribute(product)}"`
  return `<FilePublisherCondition ${names} BinaryName="*">${range}</FilePublisherCondition>`
}

function rule(
  element: string,
  about: { readonly name: string; readonly sid: string; readonly seed: string },
  conditions: readonly string[],
): string {
  const head =
    `<${element} Id="${idOf(about.seed)}" Name="${attribute(about.name)}" Description="" ` +
    `UserOrGroupSid="${about.sid}" Action="Allow">`
  return `    ${head}<Conditions>${conditions.join('')}</Conditions></${element}>`
}

/** The same rule has the same id every time: a version 8 UUID (RFC 9562) of its digest. */
function idOf(seed: string): string {
  const hex = canonicalDigest({ appLockerRule: seed })
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`]
  return [...parts, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-')
}

function attribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/\p{Cc}/gu, ' ')
}
