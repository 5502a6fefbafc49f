import { describe, expect, test } from 'vitest'
import { type PackageName, packageDoubt, readPackageName } from './package-name.ts'

function named(text: string): PackageName {
  const read = readPackageName(text)
  if (!read.ok) throw new Error(`${text} ${read.refusal}`)
  return read.value
}

const same = (one: string, other: string) => named(one).key === named(other).key

describe('package URLs', () => {
  // The spelling of each type as the purl specification defines it.
  test.each([
    ['pkg:pypi/Django_Package@1.0', 'pkg:pypi/django-package@2.0'],
    ['pkg:github/Package-URL/purl-Spec', 'pkg:github/package-url/purl-spec'],
    ['pkg:deb/Debian/CURL@7', 'pkg:deb/debian/curl@8'],
    ['pkg:npm/%40angular/Animation', 'pkg:npm/%40Angular/animation'],
    ['PKG:NPM/foobar', 'pkg:npm/foobar'],
    ['pkg://maven/org.apache.xml/batik', 'pkg:maven/org.apache.xml/batik'],
    ['pkg:rpm/Fedora/curl', 'pkg:rpm/fedora/curl'],
    ['pkg:golang/google.golang.org/genproto#/googleapis/', 'pkg:golang/google.golang.org/genproto'],
  ])('%s and %s name one package', (one, other) => {
    expect(same(one, other)).toBe(true)
  })

  test.each([
    ['pkg:maven/org.apache/Batik', 'pkg:maven/org.apache/batik'],
    ['pkg:rpm/fedora/Curl', 'pkg:rpm/fedora/curl'],
    ['pkg:nuget/Newtonsoft.Json', 'pkg:nuget/newtonsoft.json'],
  ])('%s and %s differ in letters only, which is a doubt', (one, other) => {
    expect(same(one, other)).toBe(false)
    expect(named(one).looseKey).toBe(named(other).looseKey)
    expect(packageDoubt(named(one), named(other))).toContain('small and capital')
  })

  test.each([
    ['pkg:npm/foo', 'pkg:pypi/foo'],
    ['pkg:npm/%40a/foo', 'pkg:npm/foo'],
    ['pkg:maven/a/b', 'pkg:maven/a.b/b'],
  ])('%s and %s are two packages', (one, other) => {
    expect(named(one).looseKey).not.toBe(named(other).looseKey)
  })

  test('a qualifier or subpath that only one of them has is a doubt', () => {
    const doubt = (listed: string, own: string) => packageDoubt(named(listed), named(own))
    expect(doubt('pkg:deb/debian/curl?arch=i386', 'pkg:deb/debian/curl')).toContain('not said')
    expect(doubt('pkg:deb/debian/curl?arch=i386', 'pkg:deb/debian/curl?arch=amd64')).toContain(
      'the asset has amd64',
    )
    expect(doubt('pkg:deb/debian/curl', 'pkg:deb/debian/curl?arch=amd64')).toBeNull()
    expect(doubt('pkg:npm/a#lib', 'pkg:npm/a')).toContain('only lib within')
  })

  test('the version is apart from the name, and what is none is refused', () => {
    expect(named('pkg:npm/%40angular/animation@12.3.1').version).toBe('12.3.1')
    expect(named('pkg:npm/foobar').version).toBeNull()
    for (const text of ['npm/foo', 'pkg:npm', 'pkg:/x', 'pkg:npm/%zz', 'pkg:maven/x']) {
      expect([text, readPackageName(text).ok]).toEqual([text, false])
    }
  })
})
