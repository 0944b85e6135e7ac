import { Toaster as Sonner } from 'sonner'

/** Where short messages rise; it is the one polite live region for them, so a message is read out once. */
export function Toaster({ theme }: { theme: 'light' | 'dark' | 'system' }) {
  return (
    <Sonner
      theme={theme}
      className="font-sans!"
      expand
      visibleToasts={4}
      position="bottom-right"
      containerAriaLabel="Messages"
      mobileOffset={{ bottom: 80 }}
      toastOptions={{
        duration: 7000,
        unstyled: true,
        classNames: {
          toast: 'flex w-[min(92vw,360px)] items-center gap-3 rounded-md border bg-card px-4 py-3.5 text-ink shadow-lift',
          title: 'font-semibold',
          description: 'text-sm text-muted',
        },
      }}
    />
  )
}
