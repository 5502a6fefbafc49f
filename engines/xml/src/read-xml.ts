import { accept, type Result, refuse, textOfUtf8 } from '@holdpoint/std'
import { SaxesParser } from 'saxes'

export type XmlHandler = {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
}

const DEPTH_MAX = 64

/**
 * Reads XML as events, with nothing that XML lets a document do to its reader: no document type that
 * declares or fetches, so no entities but the five of the language, and no depth without end.
 */
export function readXml(bytes: Uint8Array, handler: XmlHandler): Result<null, string> {
  const text = textOfUtf8(withoutMark(bytes))
  if (text === null) return refuse('the XML is not UTF-8')
  const parser = new SaxesParser({ fragment: false })
  let fault: string | null = null
  let depth = 0
  const stop = (why: string) => {
    fault ??= `line ${parser.line}, column ${parser.column + 1}: ${why}`
    throw new Stopped()
  }
  parser.on('error', (error) => stop(error.message.replace(/^\d+:\d+: /, '')))
  // Nmap names its document type and declares nothing; that much is let through.
  parser.on('doctype', (type) => {
    if (!/^\s*[\w:.-]+\s*$/.test(type)) stop('the XML declares a document type; that is not read')
  })
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1
    if (depth > DEPTH_MAX) stop(`more than ${DEPTH_MAX} elements lie in each other`)
    handler.open?.(localName(name), attributes as Record<string, string>)
  })
  parser.on('closetag', ({ name }) => {
    depth -= 1
    handler.close?.(localName(name))
  })
  if (handler.text !== undefined) {
    parser.on('text', handler.text)
    parser.on('cdata', handler.text)
  }
  try {
    parser.write(text).close()
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
  }
  return fault === null ? accept(null) : refuse(fault)
}

/** Some writers of workbooks put a prefix before every element; the names alone tell them apart. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** Leaves the reader at the first fault; what is wrong stands beside it. */
class Stopped extends Error {}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
}
