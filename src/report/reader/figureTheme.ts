/** Colours that are told apart with every common kind of colour blindness, on light and on dark paper. */
const light = ["#0072b2", "#c2500a", "#00795b", "#a3478a", "#8a6d00", "#2f7fb8", "#5b5b5b"];
const dark = ["#56b4e9", "#f0945a", "#3fc79a", "#dd93c6", "#e3c34c", "#8ccbf2", "#bdbdbd"];

/** Plotly's template for the page's theme: quiet axes, the page's own paper and letters. */
export function figureTheme(isDark: boolean): Record<string, unknown> {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string) => style.getPropertyValue(name).trim();
  const ink = isDark ? "#d8d5cf" : "#2b2925";
  const faint = isDark ? "#3a3d42" : "#e4e0d8";
  const axis = {
    gridcolor: faint,
    linecolor: isDark ? "#62666d" : "#b9b4aa",
    zerolinecolor: isDark ? "#62666d" : "#b9b4aa",
    zerolinewidth: 1,
    automargin: true,
    title: { standoff: 12 },
  };
  return {
    layout: {
      font: { family: value("--sans") || "sans-serif", size: 14, color: ink },
      title: { font: { size: 16 }, x: 0, xref: "container", xanchor: "left", pad: { l: 4 } },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      colorway: isDark ? dark : light,
      hovermode: "closest",
      hoverlabel: {
        bgcolor: isDark ? "#26282c" : "#ffffff",
        bordercolor: isDark ? "#62666d" : "#b9b4aa",
        font: { color: ink },
      },
      legend: { orientation: "h", y: -0.2, yanchor: "top", x: 0, xanchor: "left" },
      margin: { l: 56, r: 16, t: 48, b: 48 },
      xaxis: axis,
      yaxis: axis,
      scene: {
        xaxis: { ...axis, backgroundcolor: "rgba(0,0,0,0)" },
        yaxis: { ...axis, backgroundcolor: "rgba(0,0,0,0)" },
        zaxis: { ...axis, backgroundcolor: "rgba(0,0,0,0)" },
      },
      colorscale: { sequential: "Viridis", diverging: "RdBu" },
    },
    data: {
      scatter: [{ line: { width: 2.25 } }],
      bar: [{ marker: { line: { width: 0 } } }],
    },
  };
}
