/* Before the page is drawn, so that a dark page never flashes white. */
(() => {
  const chosen = localStorage.getItem('docket-theme');
  const scheme = chosen === 'light' || chosen === 'dark' ? chosen : 'light dark';
  document.documentElement.style.colorScheme = scheme;
})();
