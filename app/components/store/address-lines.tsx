/** Where something goes, line by line as the country writes it; nothing where no address is kept. */
export function AddressLines({ lines, className }: { lines: readonly string[]; className?: string }) {
  if (lines.length === 0) return null
  return (
    <address className={`not-italic ${className ?? ''}`}>
      {lines.map((line) => (
        <span key={line} className="block">
          {line}
        </span>
      ))}
    </address>
  )
}
