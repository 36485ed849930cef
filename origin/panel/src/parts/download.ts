/** Hands content to the browser as a file. */
export function download(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has taken it over by then.
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 10_000);
}
