/** As much of Next.js as the example uses. Next.js itself is too heavy for a development dependency. */
declare module 'next/headers' {
  export function cookies(): Promise<{ get(name: string): { value: string } | undefined }>;
}
