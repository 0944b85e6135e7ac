import { Form } from '@remix-run/react'
import { Search } from 'lucide-react'
import { useId, type ReactNode } from 'react'

import { Button } from './button.tsx'

/** A search that becomes the page's address (`?q=`), so it works without script and can be shared. */
export function SearchForm({
  label,
  value,
  name = 'q',
  placeholder,
  children,
}: {
  label: string
  value?: string
  name?: string
  placeholder?: string
  /** More filters that travel with the search, such as a select or hidden inputs. */
  children?: ReactNode
}) {
  const id = useId()
  return (
    <Form method="get" role="search" className="flex flex-wrap gap-2">
      <div className="relative min-w-0 flex-1 basis-56">
        <label htmlFor={id} className="sr-only">
          {label}
        </label>
        <Search aria-hidden className="pointer-events-none absolute top-1/2 left-3.5 size-4 -translate-y-1/2 text-muted" />
        <input id={id} type="search" name={name} defaultValue={value} placeholder={placeholder ?? label} className="input-face pl-10!" />
      </div>
      {children}
      <Button variant="outline">Search</Button>
    </Form>
  )
}
