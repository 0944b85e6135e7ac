import { useFetcher, useLocation } from '@remix-run/react'
import { Moon, Sun, SunMoon } from 'lucide-react'

import { joinClasses } from '#app/components/ui/join-classes.ts'

import { useRootView, type Theme } from './root-view.ts'

const themes: { value: Theme; label: string; icon: typeof Sun }[] = [
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'system', label: 'As the device', icon: SunMoon },
]

/** Light, dark or as the device; three submit buttons to `POST /theme`, so it works without script. */
export function ThemeSwitch() {
  const fetcher = useFetcher({ key: 'theme' })
  const location = useLocation()
  const chosen = (fetcher.formData?.get('theme') as Theme | undefined) ?? useRootView().theme
  return (
    <fetcher.Form method="post" action="/theme" aria-label="Colors of the page" className="inline-flex rounded-full border p-0.5">
      <input type="hidden" name="returnTo" value={location.pathname + location.search} />
      {themes.map(({ value, label, icon: Icon }) => (
        <button
          key={value}
          name="theme"
          value={value}
          aria-pressed={chosen === value}
          title={label}
          className={joinClasses(
            'grid size-10 place-items-center rounded-full focus-visible:rounded-full',
            chosen === value ? 'bg-leaf-soft text-leaf' : 'text-muted hover:text-ink',
          )}
        >
          <Icon aria-hidden className="size-4.5" />
          <span className="sr-only">{label}</span>
        </button>
      ))}
    </fetcher.Form>
  )
}
