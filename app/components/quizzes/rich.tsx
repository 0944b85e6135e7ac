/** A few words with code or emphasis inside a label or line, as the server made them from Markdown. */
export function Rich({ html, className }: { html: string; className?: string }) {
  return <span className={className} dangerouslySetInnerHTML={{ __html: html }} />
}
