import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { firmwareImage, type ImageSpecification, sha256 } from './firmware-image.ts'

/** The updates that the advisories for this site name, under the vendors' own version numbers. */
export const shippedImages: readonly ImageSpecification[] = [
  rockwell('D', '11.004', 'signed'),
  rockwell('A', '5.029', 'signed'),
  rockwell('A', '5.009', 'unsigned'),
  {
    vendor: 'Schneider Electric',
    orderNumber: 'BMXP342020',
    series: null,
    version: 'SV3.51',
    line: 'signed',
  },
  {
    vendor: 'Siemens',
    orderNumber: '6ES7315-2EH14-0AB0',
    series: null,
    version: 'V3.2.19',
    line: 'unsigned',
  },
]

export type ImageFile = ImageSpecification & { readonly path: string; readonly sha256: string }

/** Writes the images as files, as they would lie on the vendors' download pages. */
export function writeShippedImages(folder: string): readonly ImageFile[] {
  mkdirSync(folder, { recursive: true })
  return shippedImages.map((specification) => {
    const bytes = firmwareImage(specification)
    const path = join(folder, imageFileName(specification))
    writeFileSync(path, bytes)
    return { ...specification, path, sha256: sha256(bytes) }
  })
}

function imageFileName({ orderNumber, series, version, line }: ImageSpecification): string {
  return `${[orderNumber, series, version, line].filter((part) => part !== null).join('_')}.img`
}

function rockwell(
  series: string,
  version: string,
  line: ImageSpecification['line'],
): ImageSpecification {
  return { vendor: 'Rockwell Automation', orderNumber: '1756-EN2T', series, version, line }
}
