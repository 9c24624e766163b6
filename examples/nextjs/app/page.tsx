import { MuteForm } from './mute-form.js';

// biome-ignore lint/style/noDefaultExport: Next.js takes a page from its default export
export default function Page() {
  return <MuteForm room={10006} />;
}
