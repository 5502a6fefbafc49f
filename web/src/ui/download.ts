import { tarOf } from './tar.ts'

type EncodedFile = { readonly path: string; readonly contentBase64: string }

/** Hands a folder to the browser as one archive. */
export function downloadFolder(name: string, files: readonly EncodedFile[]): void {
  const archive = tarOf(
    files.map(({ path, contentBase64 }) => ({
      path: `${name}/${path}`,
      bytes: Uint8Array.from(atob(contentBase64), (letter) => letter.charCodeAt(0)),
    })),
  )
  downloadFile(`${name}.tar`, archive, 'application/x-tar')
}

/** Hands one file to the browser. */
export function downloadFile(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has its own hold on the data by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** A file that a person chose, as the contract carries it. */
export async function base64Of(file: File): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
  return url.slice(url.indexOf(',') + 1)
}
