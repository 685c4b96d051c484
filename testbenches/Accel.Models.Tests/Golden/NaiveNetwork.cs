using System.Numerics;
using Accel.Models.Widths;

namespace Accel.Models.Tests.Golden;

/// <summary>
/// The network of numerics once more, for comparison only: one scalar at a time in unbounded integers, pixels by bit planes, attention as
/// (Q K^T) V, images channel first, leak by floor division. Nothing is shared with the golden model.
/// </summary>
internal sealed class NaiveNetwork(SpikingTransformerModel model)
{
    private readonly ModelConfiguration _c = model.Configuration;

    public Dictionary<string, BigInteger[]> Tensors { get; } = [];

    /// <summary>Called with every accumulator and membrane that occurs, and the layer's name.</summary>
    public Action<WidthKind, string, BigInteger> Observe { get; init; } = static (_, _, _) => { };

    public BigInteger[] Logits { get; private set; } = [];

    public int Class { get; private set; }

    public void Run(NetworkInput input)
    {
        var u = _c.Stem is LinearStem linear ? Patches(input, linear.Patch) : Convolutions(input);
        var embedding = model.Stem.RelativePosition ?? model.Stem.Convolutions[0];
        var s = Fire(u, embedding);
        Note("patch_embed.u", u);
        Note("patch_embed.s", s);
        for (var b = 0; b < _c.Depth; b++)
        {
            var p = model.Blocks[b];
            var q = Fire(Linear(s, p.Query, p.Query.Shift), p.Query);
            var k = Linear(s, p.Key, null);
            Each(k, (t, n, d) => k[t][n][d] = Rectify(k[t][n][d], p.Key.Shift[d]));
            var v = Fire(Linear(s, p.Value, p.Value.Shift), p.Value.Threshold, negative: true, p.Value.Name);
            var o = Attend(q, k, v);
            Note($"block.{b}.attn.q", q);
            Note($"block.{b}.attn.k", k);
            Note($"block.{b}.attn.v", v);
            Note($"block.{b}.attn.o", o);
            Each(o, (t, n, d) => o[t][n][d] *= BigInteger.Pow(2, p.Attention.Shift[d]));
            var a = Fire(o, p.Attention.Threshold, negative: false, p.Attention.Name);
            Note($"block.{b}.attn.a", a);
            u = Plus(u, Linear(a, p.Projection, p.Projection.Shift));
            s = Fire(u, p.Projection);
            Note($"block.{b}.attn.u", u);
            Note($"block.{b}.attn.s", s);
            var h = Fire(Linear(s, p.Fc1, p.Fc1.Shift), p.Fc1);
            Note($"block.{b}.mlp.h", h);
            u = Plus(u, Linear(h, p.Fc2, p.Fc2.Shift));
            s = Fire(u, p.Fc2);
            Note($"block.{b}.mlp.u", u);
            Note($"block.{b}.mlp.s", s);
        }

        Logits = [.. model.Head.Bias.Select(b => (BigInteger)b)];
        Each(s, (t, n, d) =>
        {
            for (var c = 0; c < _c.Classes; c++)
            {
                Logits[c] += s[t][n][d] * model.Head.Weight[(c * _c.Dim) + d];
            }
        });
        Tensors["logits"] = Logits;
        Class = Array.IndexOf(Logits, Logits.Max());
    }

    private BigInteger[][][] Patches(NetworkInput input, int patch)
    {
        var layer = model.Stem.Convolutions[0];
        var columns = _c.Image.Width / patch;
        return New(_c.Timesteps, model.Tokens, _c.Dim, (t, n, d) =>
        {
            BigInteger sum = layer.Bias[d] + (BigInteger)(model.Stem.Position.IsEmpty ? 0 : model.Stem.Position[(n * _c.Dim) + d]);
            for (var ch = 0; ch < _c.Image.Channels; ch++)
            {
                for (var py = 0; py < patch; py++)
                {
                    for (var px = 0; px < patch; px++)
                    {
                        var w = layer.Weight[(((((d * _c.Image.Channels) + ch) * patch) + py) * patch) + px];
                        sum += Gated(w, Pixel(input, t, ch, (n / columns * patch) + py, (n % columns * patch) + px));
                    }
                }
            }

            return Shifted(sum, layer, layer.Shift[d]);
        });
    }

    // Maps are [T][C][H * W] here.
    private BigInteger[][][] Convolutions(NetworkInput input)
    {
        var stages = ((ConvolutionStem)_c.Stem).Stages;
        var (height, width) = (_c.Image.Height, _c.Image.Width);
        var map = New(_c.Timesteps, _c.Image.Channels, height * width, (t, ch, p) => Pixel(input, t, ch, p / width, p % width));
        for (var i = 0; i < stages.Length; i++)
        {
            var layer = model.Stem.Convolutions[i];
            map = Convolve(map, layer, height, width);
            var last = i == stages.Length - 1;
            if (!last)
            {
                map = Transpose(Fire(Transpose(map), layer));
            }

            if (stages[i].Pool)
            {
                (map, height, width) = Pool(map, height, width);
            }

            if (!last)
            {
                Note($"patch_embed.stage{i + 1}.s", map);
            }
        }

        var u0 = Transpose(map);
        var s0 = Fire(u0, model.Stem.Convolutions[^1]);
        Note("patch_embed.u0", u0);
        Note("patch_embed.s0", s0);
        return Plus(u0, Transpose(Convolve(Transpose(s0), model.Stem.RelativePosition!, height, width)));
    }

    private BigInteger[][][] Convolve(BigInteger[][][] map, LinearLayer layer, int height, int width)
    {
        var inputs = map[0].Length;
        return New(map.Length, layer.Outputs, height * width, (t, o, p) =>
        {
            BigInteger sum = layer.Bias[o];
            for (var i = 0; i < inputs; i++)
            {
                for (var dy = -1; dy <= 1; dy++)
                {
                    for (var dx = -1; dx <= 1; dx++)
                    {
                        var (y, x) = ((p / width) + dy, (p % width) + dx);
                        if (y >= 0 && x >= 0 && y < height && x < width)
                        {
                            sum += Gated(layer.Weight[(((((o * inputs) + i) * 3) + dy + 1) * 3) + dx + 1], map[t][i][(y * width) + x]);
                        }
                    }
                }
            }

            return Shifted(sum, layer, layer.Shift[o]);
        });
    }

    private static (BigInteger[][][] Map, int Height, int Width) Pool(BigInteger[][][] map, int height, int width)
    {
        var (h, w) = ((height - 1) / 2 + 1, (width - 1) / 2 + 1);
        var pooled = New(map.Length, map[0].Length, h * w, (t, c, p) =>
        {
            var window = from y in Enumerable.Range((p / w * 2) - 1, 3)
                         from x in Enumerable.Range((p % w * 2) - 1, 3)
                         where y >= 0 && x >= 0 && y < height && x < width
                         select map[t][c][(y * width) + x];
            return window.Max();
        });
        return (pooled, h, w);
    }

    private BigInteger Pixel(NetworkInput input, int t, int channel, int y, int x)
    {
        var at = (((channel * _c.Image.Height) + y) * _c.Image.Width) + x;
        return input switch
        {
            ImageInput image => image.Pixels.Span[at],
            SpikeInput spikes => spikes.Spikes.Span[(t * _c.Image.Channels * _c.Image.Height * _c.Image.Width) + at],
            _ => throw new ArgumentException("unknown input", nameof(input)),
        };
    }

    private BigInteger Shifted(BigInteger sum, LinearLayer layer, int shift)
    {
        var shifted = sum * BigInteger.Pow(2, shift);
        Observe(WidthKind.Accumulator, layer.Name, sum);
        Observe(WidthKind.Accumulator, layer.Name, shifted);
        return shifted;
    }

    // By bit planes: no product of weight and value.
    private static BigInteger Gated(int weight, BigInteger value)
    {
        BigInteger sum = 0;
        for (var plane = 0; plane < 8; plane++)
        {
            sum += (value & (BigInteger.One << plane)).IsZero ? 0 : (BigInteger)weight << plane;
        }

        return sum;
    }

    private BigInteger[][][] Linear(BigInteger[][][] spikes, LinearLayer layer, IReadOnlyList<int>? shift) =>
        New(spikes.Length, spikes[0].Length, layer.Outputs, (t, n, o) =>
        {
            BigInteger sum = layer.Bias[o];
            for (var i = 0; i < layer.Inputs; i++)
            {
                sum += spikes[t][n][i] == 1 ? layer.Weight[(o * layer.Inputs) + i] : 0;
            }

            return Shifted(sum, layer, shift is null ? 0 : shift[o]);
        });

    private BigInteger[][][] Attend(BigInteger[][][] q, BigInteger[][][] k, BigInteger[][][] v)
    {
        var headDim = _c.Dim / _c.Heads;
        return New(_c.Timesteps, model.Tokens, _c.Dim, (t, n, e) =>
        {
            var first = e / headDim * headDim;
            BigInteger sum = 0;
            for (var m = 0; m < model.Tokens; m++)
            {
                BigInteger score = 0;
                for (var d = first; d < first + headDim; d++)
                {
                    score += q[t][n][d] * k[t][m][d];
                }

                sum += score * v[t][m][e];
            }

            return sum;
        });
    }

    private BigInteger Rectify(BigInteger x, int shift)
    {
        var round = shift == 0 ? 0 : BigInteger.Pow(2, shift - 1);
        var value = BigInteger.Divide((x.Sign > 0 ? x : 0) + round, BigInteger.Pow(2, shift));
        return BigInteger.Min(value, BigInteger.Pow(2, _c.KBits) - 1);
    }

    private BigInteger[][][] Fire(BigInteger[][][] currents, LinearLayer layer) => Fire(currents, layer.Threshold, negative: false, layer.Name);

    private BigInteger[][][] Fire(BigInteger[][][] currents, IReadOnlyList<int> theta, bool negative, string layer)
    {
        var spikes = New(currents.Length, currents[0].Length, currents[0][0].Length, (_, _, _) => BigInteger.Zero);
        for (var n = 0; n < currents[0].Length; n++)
        {
            for (var c = 0; c < theta.Count; c++)
            {
                BigInteger h = 0;
                for (var t = 0; t < currents.Length; t++)
                {
                    var u = h + currents[t][n][c];
                    Observe(WidthKind.Membrane, layer, u);
                    var size = BigInteger.Abs(u);
                    var reaches = _c.Firing == FiringRule.AtThreshold ? size >= theta[c] : size > theta[c];
                    var s = reaches && (u.Sign > 0 || negative) ? u.Sign : 0;
                    spikes[t][n][c] = s;
                    h = (s, _c.Reset) switch
                    {
                        (0, _) => Leak(u),
                        (_, ResetKind.Hard) => 0,
                        _ => Leak(u - (s * theta[c])),
                    };
                }
            }
        }

        return spikes;
    }

    private BigInteger Leak(BigInteger u)
    {
        var quotient = BigInteger.DivRem(u, BigInteger.Pow(2, _c.LeakShift), out var remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    private static BigInteger[][][] Plus(BigInteger[][][] a, BigInteger[][][] b) =>
        New(a.Length, a[0].Length, a[0][0].Length, (t, n, c) => a[t][n][c] + b[t][n][c]);

    private static BigInteger[][][] Transpose(BigInteger[][][] map) => New(map.Length, map[0][0].Length, map[0].Length, (t, i, j) => map[t][j][i]);

    private static BigInteger[][][] New(int a, int b, int c, Func<int, int, int, BigInteger> value) =>
        [.. Enumerable.Range(0, a).Select(i => Enumerable.Range(0, b).Select(j => Enumerable.Range(0, c).Select(k => value(i, j, k)).ToArray()).ToArray())];

    private static void Each(BigInteger[][][] tensor, Action<int, int, int> action)
    {
        for (var i = 0; i < tensor.Length; i++)
        {
            for (var j = 0; j < tensor[i].Length; j++)
            {
                for (var k = 0; k < tensor[i][j].Length; k++)
                {
                    action(i, j, k);
                }
            }
        }
    }

    private void Note(string name, BigInteger[][][] tensor) => Tensors[name] = [.. tensor.SelectMany(static t => t.SelectMany(static n => n))];
}
