// What a person who cannot see well, or uses no mouse, would miss on this page. Gives one line for each thing.
() => {
  const problems = [];
  const visible = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const all = selector => [...document.querySelectorAll(selector)].filter(visible);
  const named = element => (element.innerText || element.getAttribute('aria-label') || '').trim();

  if (all('h1').length !== 1) problems.push(`${all('h1').length} headings h1`);
  if (all('main').length !== 1) problems.push(`${all('main').length} main landmarks`);
  if (!document.documentElement.lang) problems.push('no language');
  if (!document.title) problems.push('no title');
  if (document.documentElement.scrollWidth > innerWidth) problems.push(`wider than the window: ${document.documentElement.scrollWidth} > ${innerWidth}`);
  for (const field of all('input:not([type=hidden]), select, textarea'))
    if (!field.labels.length && !field.ariaLabel && !field.getAttribute('aria-labelledby')) problems.push(`no label: ${field.outerHTML}`);
  for (const control of all('button, a[href], summary')) if (!named(control)) problems.push(`no name: ${control.outerHTML}`);
  for (const image of all('img:not([alt])')) problems.push(`no alternative: ${image.outerHTML}`);
  for (const table of all('table')) if (!table.querySelector('th')) problems.push(`no header: ${table.outerHTML.slice(0, 80)}`);
  const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
  for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) problems.push(`twice the id ${id}`);

  // WCAG 2.2, 1.4.3: text has a contrast of 4.5 with what is behind it, large text 3.
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const over = colors => {
    canvas.clearRect(0, 0, 1, 1);
    for (const color of colors) {
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = rgb => {
    const [r, g, b] = rgb.map(value => value / 255).map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = matchMedia('(prefers-color-scheme: dark)').matches ? '#121212' : '#fff';
  const behind = element => (element ? [...behind(element.parentElement), getComputedStyle(element).backgroundColor] : [ground]);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.data.trim();
    if (!text || !visible(element) || element.closest('[disabled], [aria-hidden=true], script, style, option, .said')) continue;
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const [dark, light] = [luminance(over([...behind(element), color])), luminance(over(behind(element)))].sort((a, b) => a - b);
    const ratio = (light + 0.05) / (dark + 0.05);
    const large = parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) problems.push(`contrast ${ratio.toFixed(2)}: ${text.slice(0, 40)}`);
  }
  return problems;
}
