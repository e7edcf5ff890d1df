// Before the first paint, so that the page never flashes in the wrong colours: what the reader chose last time.
(() => {
  const remembered = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // storage is forbidden: the choice lasts as long as the page
    }
  };
  const root = document.documentElement;
  const theme = remembered("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  root.dataset.unit = remembered("unit") === "wei" ? "wei" : "eth";
})();
