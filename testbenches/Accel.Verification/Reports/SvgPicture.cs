using System.Globalization;
using System.Net;
using System.Text;

namespace Accel.Verification;

/// <summary>Text of an SVG picture that stands in an HTML page; lengths are in pixels.</summary>
internal sealed class SvgPicture(int width, int height)
{
    private readonly StringBuilder _text = new(string.Create(
        CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n"));

    internal void Rectangle(double x, double y, double w, double h, string cssClass, string? title = null)
        => _text.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{w:0.##}\" height=\"{h:0.##}\" class=\"{cssClass}\"")
            .Append(title is null ? "/>\n" : $"><title>{WebUtility.HtmlEncode(title)}</title></rect>\n");

    /// <summary>Unit squares as one path, since a raster has thousands of them.</summary>
    internal void Squares(IEnumerable<(int X, int Y)> squares, int size, double left, double top, string cssClass)
    {
        string path = string.Concat(squares.Select(s => string.Create(
            CultureInfo.InvariantCulture, $"M{left + (s.X * size):0.##} {top + (s.Y * size):0.##}h{size}v{size}h-{size}z")));
        if (path.Length > 0)
        {
            _text.Append(CultureInfo.InvariantCulture, $"<path class=\"{cssClass}\" d=\"{path}\"/>\n");
        }
    }

    internal void Line(double x1, double y1, double x2, double y2, string cssClass)
        => _text.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\" class=\"{cssClass}\"/>\n");

    internal void Text(double x, double y, string text, string anchor = "start")
        => _text.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.##}\" y=\"{y:0.##}\" text-anchor=\"{anchor}\">{WebUtility.HtmlEncode(text)}</text>\n");

    public override string ToString() => _text + "</svg>\n";
}
