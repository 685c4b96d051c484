using Accel.Host.EventEngine;
using Layout = Accel.Kernels.EngineStepLayout;

namespace Accel.Kernels.Tests;

/// <summary>What a step has to be for an engine of such limits: the list that a kernel may check.</summary>
internal static class ReferenceChecks
{
    /// <summary>Whether every size and place of a step is inside.</summary>
    public static bool IsInside(ReferenceStep step, EventEngineLimits limits)
    {
        if (step.Kind is not (Layout.Sums or Layout.Empty or Layout.Attend))
        {
            int most = step.Kind switch
            {
                Layout.Logits => limits.MaxClasses,
                Layout.DumpShortcut => limits.ShortcutRows,
                _ => limits.SpikeWords,
            };
            return step.At(Layout.CountOffset) >= 1 && step.At(Layout.CountOffset) <= most;
        }

        bool isArea = step.Timesteps >= 1 && step.Timesteps <= limits.MaxTimesteps && step.Width >= 1 && step.Width <= limits.MaxSize
            && step.Height <= limits.MaxSize && step.FirstLine < step.EndLine && step.EndLine <= step.Height;
        bool areGroups = step.Visited >= Math.Min(4, limits.LaneGroups) && step.Visited <= limits.LaneGroups && step.Fired >= 1
            && step.Fired <= step.Visited && (step.Target != Layout.ToBuffer || step.Fired % 2 == 0);
        ReadOnlySpan<int> rows = [Layout.ShortcutRowOffset, Layout.PositionRowsOffset, Layout.TimestepRowsOffset, Layout.LineRowsOffset];
        ReadOnlySpan<int> pieces =
        [
            Layout.SourcePieceOffset, Layout.PositionPiecesOffset, Layout.LinePiecesOffset, Layout.SpanPiecesOffset,
            Layout.SourceGroupPiecesOffset, Layout.DestinationPieceOffset, Layout.DestinationPositionPiecesOffset,
            Layout.DestinationLinePiecesOffset, Layout.DestinationGroupPiecesOffset, Layout.CutPiecesOffset,
        ];
        return isArea && areGroups && AreBelow(step, rows, limits.ShortcutRows) && AreBelow(step, pieces, 4 * limits.SpikeWords)
            && (step.Kind != Layout.Sums || AreWeights(step, limits));
    }

    private static bool AreWeights(ReferenceStep step, EventEngineLimits limits)
    {
        int rows = step.At(Layout.WeightRowsOffset), most = 4 * (limits.BankRows - 1);
        int lines = step.LastDown - step.FirstDown + 1;
        return lines >= 1 && step.LastRight >= step.FirstRight && rows >= 4 && rows <= most && rows % 4 == 0
            && rows == lines * step.At(Layout.SpanPiecesOffset) * 32;
    }

    private static bool AreBelow(ReferenceStep step, ReadOnlySpan<int> offsets, int end)
    {
        foreach (int offset in offsets)
        {
            if (step.At(offset) < 0 || step.At(offset) >= end)
            {
                return false;
            }
        }

        return true;
    }
}
