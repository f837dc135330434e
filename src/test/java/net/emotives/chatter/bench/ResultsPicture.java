package net.emotives.chatter.bench;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;

import java.util.List;
import java.util.Locale;

/** Draws by how much each target was passed or missed, as an SVG. */
final class ResultsPicture {

    private static final int ROW = 24;
    private static final int TOP = 60;
    private static final int LEFT = 430;
    private static final int WIDTH = 460;

    /** What the scale ends with: so many times worse or better than meant. */
    private static final double MOST = 8;

    private ResultsPicture() {}

    static String of(List<Result> results) {
        var height = TOP + ROW * results.size() + 30;
        var svg = new StringBuilder();
        svg.append(
                String.format(
                        Locale.ROOT,
                        """
                        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" \
                        viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="12">
                        <rect width="100%%" height="100%%" fill="white"/>
                        <text x="12" y="24" font-size="15">Found, against what was meant: \
                        right of the line is better</text>
                        """,
                        LEFT + WIDTH + 90,
                        height));
        for (var factor : new double[] {0.125, 0.25, 0.5, 1, 2, 4, 8}) {
            svg.append(
                    shape(
                            "<line x1='%1$.1f' y1='%2$d' x2='%1$.1f' y2='%3$d' stroke='%4$s'/>"
                                    + "<text x='%1$.1f' y='%5$d' text-anchor='middle'"
                                    + " fill='#555'>%6$s</text>%n",
                            x(factor),
                            TOP - 8,
                            height - 25,
                            factor == 1 ? "#333" : "#ddd",
                            TOP - 14,
                            factor < 1 ? "1/" + Math.round(1 / factor) : Math.round(factor) + "×"));
        }
        for (var i = 0; i < results.size(); i++) {
            svg.append(row(results.get(i), TOP + ROW * i));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String row(Result result, int top) {
        var colour = result.isReached() ? "#2a7" : "#c43";
        var at = x(result.margin(result.median()));
        var one = x(result.margin(result.least()));
        var other = x(result.margin(result.greatest()));
        var middle = top + ROW / 2.0;
        return shape(
                        "<text x='12' y='%.1f'>%s</text>%n",
                        middle + 4, result.what().replace("&", "&amp;").replace("<", "&lt;"))
                + shape(
                        "<rect x='%.1f' y='%.1f' width='%.1f' height='12' fill='%s'"
                                + " fill-opacity='0.75'/>%n",
                        Math.min(at, x(1)), middle - 6, Math.max(1, Math.abs(at - x(1))), colour)
                + shape(
                        "<line x1='%1$.1f' y1='%2$.1f' x2='%3$.1f' y2='%2$.1f' stroke='#333'/>%n",
                        one, middle, other)
                + shape(
                        "<text x='%d' y='%.1f'>%.2f %s %.2f</text>%n",
                        LEFT + WIDTH + 8,
                        middle + 4,
                        result.median(),
                        result.atLeast() ? "≥" : "≤",
                        result.target());
    }

    /** Where so many times better is; beyond the ends of the scale is at its end. */
    private static double x(double margin) {
        var bounded = Math.clamp(margin, 1 / MOST, MOST);
        return LEFT + WIDTH * (Math.log(bounded) / Math.log(MOST) + 1) / 2;
    }

    @FormatMethod
    private static String shape(@FormatString String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
