using System.Globalization;
using System.Xml.Linq;

namespace Accel.Verification;

/// <summary>Stacks as a picture: a frame is as wide as the cycles spent in it, and lies below the frame around it.</summary>
public static class FlameGraph
{
    private const int Width = 1180, Margin = 16, Head = 48, Row = 20, Foot = 8;
    private const double FewestPixels = 0.5, PixelsOfCharacter = 7;

    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    /// <summary>Draws them.</summary>
    /// <param name="title">Stands above.</param>
    /// <param name="stacks">Those with a first frame in common follow each other, and so on.</param>
    public static XDocument Draw(string title, IReadOnlyList<FlamePath> stacks)
    {
        long all = Math.Max(1, stacks.Sum(static s => s.Cycles));
        int depth = stacks.Select(static s => s.Frames.Count).DefaultIfEmpty(0).Max();
        int height = Head + (depth * Row) + Foot;
        var content = new XElement(_svg + "g");
        Draw(content, stacks, 0, 0, (Width - (2 * Margin)) / (double)all);
        return new XDocument(new XElement(
            _svg + "svg",
            new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width} {height}")),
            new XAttribute("width", Width),
            new XAttribute("height", height),
            new XElement(_svg + "title", title),
            new XElement(_svg + "style",
                "text { font: 12px sans-serif; fill: #222 } .title { font-size: 18px; font-weight: bold } "
                + ".paper { fill: #fff } rect { stroke: #fff } .work { fill: #e8863a } .wait { fill: #9db4c8 } .layer { fill: #f2c14e }"),
            new XElement(_svg + "rect", new XAttribute("class", "paper"), new XAttribute("width", Width), new XAttribute("height", height)),
            new XElement(_svg + "text", new XAttribute("x", Margin), new XAttribute("y", 26), new XAttribute("class", "title"), title),
            content));
    }

    private static void Draw(XElement content, IReadOnlyList<FlamePath> stacks, int depth, long first, double pixels)
    {
        for (int begin = 0, end; begin < stacks.Count; begin = end)
        {
            end = begin + 1;
            if (stacks[begin].Frames.Count <= depth)
            {
                first += stacks[begin].Cycles;
                continue;
            }

            string frame = stacks[begin].Frames[depth];
            while (end < stacks.Count && stacks[end].Frames.Count > depth && stacks[end].Frames[depth] == frame)
            {
                end++;
            }

            FlamePath[] own = [.. stacks.Skip(begin).Take(end - begin)];
            long cycles = own.Sum(static s => s.Cycles);
            if (cycles * pixels >= FewestPixels)
            {
                content.Add(Frame(own, depth, first * pixels, cycles, pixels));
                Draw(content, own, depth + 1, first, pixels);
            }

            first += cycles;
        }
    }

    private static XElement Frame(FlamePath[] own, int depth, double x, long cycles, double pixels)
    {
        string name = own[0].Frames[depth];
        bool isLeaf = own.Length == 1 && own[0].Frames.Count == depth + 1;
        string kind = !isLeaf ? "layer" : name is "add" or "visit" ? "work" : "wait";
        int y = Head + (depth * Row);
        double width = cycles * pixels;
        var frame = new XElement(
            _svg + "g",
            new XElement(_svg + "title", string.Create(
                CultureInfo.InvariantCulture, $"{string.Join(' ', own[0].Frames.Take(depth + 1))}: {cycles:N0} cycles")),
            new XElement(
                _svg + "rect", new XAttribute("class", kind), new XAttribute("x", Number(Margin + x)), new XAttribute("y", y),
                new XAttribute("width", Number(width)), new XAttribute("height", Row - 1)));
        int characters = (int)((width - 4) / PixelsOfCharacter);
        if (characters >= 3)
        {
            frame.Add(new XElement(
                _svg + "text", new XAttribute("x", Number(Margin + x + 3)), new XAttribute("y", y + 14),
                name.Length <= characters ? name : name[..(characters - 1)] + "…"));
        }

        return frame;
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
