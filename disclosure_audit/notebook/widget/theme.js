// Light or dark: as the page is where the widget stands.

class Themed extends Asking {
  watchTheme() {
    const media = matchMedia("(prefers-color-scheme: dark)");
    const draw = () => {
      this.root.dataset.theme = this.isDark(media) ? "dark" : "light";
    };
    const observer = new MutationObserver(draw);
    for (const node of [document.documentElement, document.body]) {
      observer.observe(node, { attributes: true });
    }
    media.addEventListener("change", draw);
    draw();
    this.later(500, draw); // some pages put their theme on later
    return () => {
      observer.disconnect();
      media.removeEventListener("change", draw);
    };
  }

  isDark(media) {
    let node = this.root.parentNode;
    while (node) {
      if (node instanceof Element) {
        const [red, green, blue, alpha] = this.pixel(getComputedStyle(node).backgroundColor);
        if (alpha > 127) return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
      }
      node = node.parentNode ?? node.host;
    }
    return media.matches;
  }

  // A colour may be spelt in many ways (rgb, oklch, color-mix); a canvas knows them all.
  pixel(colour) {
    this.canvas ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    this.canvas.clearRect(0, 0, 1, 1);
    this.canvas.fillStyle = "transparent";
    this.canvas.fillStyle = colour;
    this.canvas.fillRect(0, 0, 1, 1);
    return this.canvas.getImageData(0, 0, 1, 1).data;
  }
}
