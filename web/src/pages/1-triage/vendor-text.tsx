/**
 * Words of a document as plain text: no Markdown, no HTML, nothing that acts. What is written as
 * markup is shown as it is written.
 */
export function VendorText({ text }: { readonly text: string }) {
  return <p className="vendor-text">{text}</p>
}

/** An address of a document. Only one over https may be followed; others are shown as text. */
export function VendorLink(props: { readonly url: string; readonly link: string | null }) {
  if (props.link === null) return <span>{props.url}</span>
  return (
    <a href={props.link} rel="noreferrer noopener">
      {props.url}
    </a>
  )
}
