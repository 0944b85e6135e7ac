import { z } from 'zod'
import { onHost } from '#app/domain/challenges/links.ts'
import { stageType, webAddress } from './type.ts'

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ')

export const share = stageType({
  id: 'share',
  label: 'Share it with others',
  about:
    'Members post about something and hand in the address of the post. It must be public, their own, and say what you ask for. Each post counts once.',
  task: 'Share it and link your post',
  settings: z.object({
    contains: z.string().trim().max(300).default(''),
    hosts: z.array(z.string().trim().toLowerCase().min(3).max(200)).max(20).default([]),
    own: z.boolean().default(true),
  }),
  submission: z.object({ link: webAddress() }),
  settingFields: [
    { kind: 'text', name: 'contains', label: 'The post must contain', hint: 'A link or a tag. Leave empty for anything.' },
    { kind: 'lines', name: 'hosts', label: 'Only from these sites', hint: 'One a line. Leave empty for any.' },
    {
      kind: 'check',
      name: 'own',
      label: 'The post must be the member’s own: it shows their code, or lies below the name of one of their linked accounts',
    },
  ],
  inputs: () => [{ kind: 'url', name: 'link', label: 'Address of your post', required: true }],
  checkedBy: 'machine',
  link: ({ link }) => ({ href: link, once: true, fetch: true }),
  judge({ contains, hosts, own }, { link }, { page, accounts, code }) {
    if (!onHost(link, hosts)) return { kind: 'not_yet', why: `The post must be on ${hosts.join(' or ')}.` }
    if (!page) return { kind: 'not_yet', why: 'We could not open this post. Is it public? Check the address, and try again in a minute.' }
    if (!onHost(page.url, hosts))
      return { kind: 'not_yet', why: `This address leads away from ${hosts.join(' or ')}. Hand in the address where the post itself lies.` }
    const text = plain(page.text)
    if (contains && !text.includes(plain(contains))) return { kind: 'not_yet', why: `The post does not contain “${contains}”.` }
    const coded = text.includes(code) && ![link, page.url].some((address) => readable(address).includes(code))
    const mine = coded || accounts.some(({ handle, host }) => host && isBy(page.url, host, handle))
    if (own && !mine)
      return {
        kind: 'not_yet',
        why: `We cannot tell that this post is yours. Put ${code} into what it says, not into its address. On sites where addresses begin with the author’s name, such as GitHub and DEV, linking your account there does as well.`,
      }
    return { kind: 'passed' }
  },
})

/** An address without its escapes. A page that repeats its own address, such as a search, says what anybody wanted it to say: a code in there proves nobody. */
function readable(address: string): string {
  const once = (text: string) => text.replaceAll(/%([0-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
  return once(once(address)).toLowerCase()
}

/** True if an address lies on this host, below the name of this author. Words on the page prove nothing: everybody can be named there. */
function isBy(address: string, host: string, handle: string): boolean {
  if (!URL.canParse(address)) return false
  const { hostname, pathname } = new URL(address)
  const bare = (name: string) => name.toLowerCase().replace(/^www\./, '')
  const [, first = ''] = pathname.split('/')
  return bare(hostname) === bare(host) && handle !== '' && first.toLowerCase().replace(/^@/, '') === encodeURIComponent(handle.toLowerCase())
}
